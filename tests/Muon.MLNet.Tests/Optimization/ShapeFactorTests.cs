using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class ShapeFactorTests
{
    [TestMethod]
    [DataRow(UpdateScaling.InputOverOutput, 4L, 16L, 2.0)]
    [DataRow(UpdateScaling.InputOverOutput, 16L, 4L, 1.0)]
    [DataRow(UpdateScaling.OutputOverInput, 4L, 16L, 1.0)]
    [DataRow(UpdateScaling.OutputOverInput, 16L, 4L, 2.0)]
    [DataRow(UpdateScaling.MatchRms, 4L, 16L, 0.8)]
    [DataRow(UpdateScaling.MatchRms, 16L, 4L, 0.8)]
    [DataRow(UpdateScaling.None, 4L, 16L, 1.0)]
    public void Factor_of_a_TorchSharp_matrix(UpdateScaling scaling, long outputs, long inputs, double expected)
    {
        MuonOptions options = new() { UpdateScaling = scaling };
        Assert.AreEqual(expected, ShapeFactor.Of([outputs, inputs], options), 1e-15);
        options.Layout = WeightLayout.InputOutput;
        Assert.AreEqual(expected, ShapeFactor.Of([inputs, outputs], options), 1e-15);
    }

    [TestMethod]
    [DataRow(HigherRankRule.Flatten, 3.0)]
    [DataRow(HigherRankRule.FlattenLastTwo, 1.0)]
    public void Factor_of_a_filter(HigherRankRule rule, double expected)
    {
        MuonOptions options = new() { HigherRank = rule };
        Assert.AreEqual(expected, ShapeFactor.Of([8, 8, 3, 3], options), 1e-15);
    }

    [TestMethod]
    public void No_rate_means_no_factor()
    {
        MuonOptions options = new() { UpdateScaling = UpdateScaling.MatchRms, RmsRate = null };
        Assert.AreEqual(1.0, ShapeFactor.Of([8, 18], options));
    }

    [TestMethod]
    public void Either_layout_gives_the_same_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        Tensor start = randn(5, 12, dtype: ScalarType.Float64);
        Tensor gradient = randn(5, 12, dtype: ScalarType.Float64);
        Tensor torch = Step(start, gradient, WeightLayout.OutputInput);
        Tensor keras = Step(start.t().contiguous(), gradient.t().contiguous(), WeightLayout.InputOutput);
        Assert.IsTrue(torch.allclose(keras.t(), 1e-12, 1e-13));
    }

    [TestMethod]
    public void Stacked_parameters_equal_single_ones()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        (string Path, Tensor Value)[] starts =
            [.. Enumerable.Range(0, 4).Select(i => ($"w{i}", randn(i == 3 ? 7 : 6, 9, dtype: ScalarType.Float64)))];
        Tensor[] gradients = [.. starts.Select(start => randn_like(start.Value))];
        using var together = new ParameterBag([.. starts.Select(start => (start.Path, start.Value.clone()))]);
        using var optimizer = new MuonOptimizer(together);
        for (int i = 0; i < starts.Length; i++)
        {
            together.Get(starts[i].Path).mul(gradients[i]).sum().backward();
        }

        optimizer.step();
        for (int i = 0; i < starts.Length; i++)
        {
            Tensor alone = Step(starts[i].Value, gradients[i], WeightLayout.OutputInput);
            Assert.IsTrue(alone.allclose(together.Get(starts[i].Path), 1e-12, 1e-13));
        }
    }

    private static Tensor Step(Tensor start, Tensor gradient, WeightLayout layout)
    {
        using var network = new ParameterBag(("w", start.clone()));
        using var optimizer = new MuonOptimizer(network, new MuonOptions { Layout = layout });
        network.Get("w").mul(gradient).sum().backward();
        optimizer.step();
        return network.Get("w").detach().clone();
    }
}
