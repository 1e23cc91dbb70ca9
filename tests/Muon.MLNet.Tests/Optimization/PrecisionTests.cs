using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>Single precision follows double precision.</summary>
[TestClass]
public sealed class PrecisionTests
{
    public static IEnumerable<object[]> Runs =>
        from variant in Variants.Names
        where variant is not "bfloat16"
        from problem in new[] { "parabola", "matrix regression", "two layers" }
        select new object[] { variant, problem };

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Weights_agree_after_20_steps(string variant, string problem)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] single = Train(variant, problem, ScalarType.Float32), full = Train(variant, problem, ScalarType.Float64);
        double difference = Math.Sqrt(single.Zip(full, (a, b) => (a - b) * (a - b)).Sum());
        double norm = Math.Sqrt(full.Sum(x => x * x));
        Assert.IsLessThan(1e-4, difference / norm);
    }

    private static double[] Train(string variant, string problem, ScalarType type)
    {
        using Problem task = Problem.Create(problem, type);
        using var optimizer = new MuonOptimizer(task.Network, Variants.Create(variant));
        for (int i = 0; i < 20; i++)
        {
            task.Train(optimizer);
        }

        return task.Weights();
    }
}
