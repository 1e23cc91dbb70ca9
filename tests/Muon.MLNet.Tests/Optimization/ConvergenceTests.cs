using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>Every preset and every variant solves every small problem.</summary>
[TestClass]
public sealed class ConvergenceTests
{
    public static IEnumerable<object[]> Runs =>
        from variant in Variants.Names
        from problem in new[] { "parabola", "Rosenbrock", "matrix regression", "two layers" }
        select new object[] { variant, problem };

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Loss_falls_to_a_hundredth(string variant, string problem)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create(problem);
        MuonOptions options = Variants.Create(variant);
        int steps = (problem is "Rosenbrock" ? 1000 : 400) * (options.GradientAccumulationSteps ?? 1);
        options.LearningRate = new CosineDecay(0.05, steps);
        options.AdamLrRatio = 1;
        options.WeightDecay = options.AdamWeightDecay = options.CautiousWeightDecay ? 0.01 : 0;
        using var optimizer = new MuonOptimizer(task.Network, options);
        double first = task.Train(optimizer);
        for (int i = 1; i < steps; i++)
        {
            task.Train(optimizer);
        }

        optimizer.FinalizeWeights();
        Assert.IsLessThan(first / 100, task.Loss().to(ScalarType.Float64).item<double>());
    }
}
