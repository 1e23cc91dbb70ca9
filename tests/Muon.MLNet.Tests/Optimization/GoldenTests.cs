using Muon.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>The optimizer reproduces trajectories recorded from Keras and from the original Muon.</summary>
/// <remarks>
/// Values recorded from Keras are float32 numbers (see <see cref="GoldenCase.IsSingle"/>), so there 1e-9 cannot be asked of
/// them. Such a file is held against the optimizer twice: with the roundings of float32 allowed for, each step from the recorded
/// weights; and, to 1e-9 and without any restart, through <see cref="KerasReference"/>, which the same file confirms.
/// </remarks>
[TestClass]
public sealed class GoldenTests
{
    private const double Tolerance = 1e-9;

    public static IEnumerable<object[]> Cases => GoldenCases.Of("");

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Trajectory_is_that_of_the_reference(string name)
    {
        (GoldenCase golden, MuonOptions options) = Read(name);
        using DisposeScope scope = NewDisposeScope();
        using var trainee = new GoldenTrainee(golden, options);
        foreach ((string path, long[] _, double[] _, bool usesAdamW) in golden.Variables)
        {
            RoutingRow row = trainee.Optimizer.Routing.Rows.Single(row => row.Path == path);
            Assert.AreEqual(usesAdamW ? UpdateRule.AdamW : UpdateRule.Muon, row.Rule, $"{path}: {row.Reason}");
        }

        double[][] before = trainee.Weights;
        for (int step = 0; step < golden.Gradients.Length; step++)
        {
            double[]?[] expected = golden.ValuesAfterStep[step];
            trainee.Step(golden.Gradients[step]);
            Compare(golden, trainee.Weights, expected, golden.IsSingle ? before : null, $"step {step + 1}");
            if (golden.IsSingle)
            {
                trainee.Assign(expected);
                before = trainee.Weights;
            }
        }

        if (golden.ValuesAfterFinalize is { } final)
        {
            before = trainee.Weights;
            trainee.Optimizer.FinalizeWeights();
            Compare(golden, trainee.Weights, final, golden.IsSingle ? before : null, "the end");
        }
    }

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Trajectory_is_that_of_the_formulas(string name)
    {
        (GoldenCase golden, MuonOptions options) = Read(name);
        if (!golden.IsSingle)
        {
            return; // Held to 1e-9 against the file itself.
        }

        using DisposeScope scope = NewDisposeScope();
        using var trainee = new GoldenTrainee(golden, options);
        var reference = new KerasReference(options, golden.Variables);
        for (int step = 0; step < golden.Gradients.Length; step++)
        {
            trainee.Step(golden.Gradients[step]);
            reference.Step(golden.Gradients[step]);
            Compare(golden, trainee.Weights, reference.Weights, before: null, $"step {step + 1}");
        }

        if (golden.ValuesAfterFinalize is not null)
        {
            trainee.Optimizer.FinalizeWeights();
            Compare(golden, trainee.Weights, reference.Average, before: null, "the end");
        }
    }

    private static (GoldenCase Golden, MuonOptions Options) Read(string name)
    {
        GoldenCase golden = GoldenCase.Read(GoldenCases.Path("", name));
        MuonOptions options = golden.Options(name) ?? throw GoldenCases.Unknown($"the reference that '{name}' comes from");
        return (golden, options);
    }

    // With 'before', both sides differ by roundings of float32: of the weights, and of the arithmetic that led to the update.
    private static void Compare(GoldenCase golden, double[][] actual, double[]?[] expected, double[][]? before, string when)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double[] want = expected[i]!;
            double change = before is null ? 0 : want.Zip(before[i], (a, b) => Math.Abs(a - b)).Max();
            for (int j = 0; j < want.Length; j++)
            {
                double limit = before is null
                    ? Tolerance * Math.Max(Math.Abs(want[j]), 1e-3)
                    : (1.5e-7 * (Math.Abs(want[j]) + Math.Abs(before[i][j]))) + (3e-5 * change);
                Assert.IsLessThanOrEqualTo(
                    limit, Math.Abs(actual[i][j] - want[j]), $"{golden.Variables[i].Path}[{j}] after {when}: {actual[i][j]:R} instead of {want[j]:R}");
            }
        }
    }
}
