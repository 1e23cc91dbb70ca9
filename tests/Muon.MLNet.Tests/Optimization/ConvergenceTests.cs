using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>Every preset solves every small problem.</summary>
[TestClass]
public sealed class ConvergenceTests
{
    private static readonly Dictionary<string, Func<MuonOptions>> Presets = new(StringComparer.Ordinal)
    {
        ["Seed"] = MuonOptions.Seed,
        ["Keras"] = MuonOptions.Keras,
        ["KellerJordan"] = MuonOptions.KellerJordan,
        ["Moonlight"] = MuonOptions.Moonlight,
        ["bfloat16"] = () => new MuonOptions { Precision = OrthogonalizationPrecision.BFloat16 },
    };

    public static IEnumerable<object[]> Runs =>
        from preset in Presets.Keys
        from problem in new[] { "parabola", "matrix regression", "two layers" }
        select new object[] { preset, problem };

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Loss_falls_to_a_hundredth(string preset, string problem)
    {
        const int Steps = 400;
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create(problem);
        MuonOptions options = Presets[preset]();
        options.LearningRate = new CosineDecay(0.05, Steps);
        options.AdamLrRatio = 1;
        options.WeightDecay = options.AdamWeightDecay = 0;
        using var optimizer = new MuonOptimizer(task.Network, options);
        double first = task.Train(optimizer);
        double last = first;
        for (int i = 1; i < Steps; i++)
        {
            last = task.Train(optimizer);
        }

        Assert.IsLessThan(first / 100, last);
    }
}
