using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>Presets and features that no recorded program covers, against trajectories that Goldens/reference.py computed.</summary>
[TestClass]
public sealed class ReferenceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Goldens");

    public static IEnumerable<object[]> Cases => Directory.EnumerateFiles(Folder, "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).Select(name => new object[] { name });

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Trajectory_is_that_of_the_formulas(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenCase golden = GoldenCase.Read(Path.Combine(Folder, name + ".json"));
        using var trainee = new GoldenTrainee(golden, golden.Options(name)!);
        for (int step = 0; step < golden.Gradients.Length; step++)
        {
            trainee.Step(golden.Gradients[step]);
            double[][] weights = trainee.Weights;
            for (int i = 0; i < weights.Length; i++)
            {
                double[] expected = golden.ValuesAfterStep[step][i]!;
                for (int j = 0; j < expected.Length; j++)
                {
                    Assert.AreEqual(
                        expected[j], weights[i][j], 1e-9 * Math.Max(Math.Abs(expected[j]), 1e-3), $"{golden.Variables[i].Path}[{j}] after step {step + 1}");
                }
            }
        }
    }
}
