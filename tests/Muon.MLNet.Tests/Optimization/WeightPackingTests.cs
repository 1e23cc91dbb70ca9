using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class WeightPackingTests
{
    [TestMethod]
    public void Blocks_train_as_weights_of_their_own()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        Tensor start = randn(18, 6, dtype: ScalarType.Float64), gradient = randn(18, 6, dtype: ScalarType.Float64);
        using var packed = new ParameterBag(("attention.in_proj_weight", start.clone()));
        using var split = new ParameterBag([.. Enumerable.Range(0, 3).Select(i => ($"w{i}", start.narrow(0, 6 * i, 6).clone()))]);
        using var one = new MuonOptimizer(packed, new MuonOptions { SplitQkv = true, NorMuon = true });
        using var three = new MuonOptimizer(split, new MuonOptions { NorMuon = true });
        for (int step = 0; step < 3; step++)
        {
            packed.zero_grad();
            split.zero_grad();
            packed.Get("attention.in_proj_weight").mul(gradient).square().sum().backward();
            for (int i = 0; i < 3; i++)
            {
                split.Get($"w{i}").mul(gradient.narrow(0, 6 * i, 6)).square().sum().backward();
            }

            one.step();
            three.step();
        }

        Tensor joined = cat([.. Enumerable.Range(0, 3).Select(i => split.Get($"w{i}").detach())], 0);
        Assert.IsTrue(packed.Get("attention.in_proj_weight").allclose(joined, 1e-12, 1e-13));
    }

    [TestMethod]
    [DataRow("a.in_proj_weight", 12L, 4L, "packed: 3 matrices 4×4", 3)]
    [DataRow("in_proj_weight", 12L, 4L, "packed: 3 matrices 4×4", 3)]
    [DataRow("a.in_proj_weight", 12L, 6L, "matrix", 1)]
    [DataRow("a.my_in_proj_weight", 12L, 4L, "matrix", 1)]
    [DataRow("a.fused", 24L, 8L, "packed: 2 matrices 12×8", 2)]
    public void Report_gives_the_matrices(string path, long rows, long columns, string reason, int parts)
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag((path, ones(rows, columns)));
        using var optimizer = new MuonOptimizer(network, new MuonOptions
        {
            SplitQkv = true,
            PackedWeights = new Dictionary<string, int> { ["fused$"] = 2 },
        });
        RoutingRow row = optimizer.Routing.Rows.Single();
        Assert.AreEqual((UpdateRule.Muon, reason, parts), (row.Rule, row.Reason, row.Parts));
    }

    [TestMethod]
    public void Filters_are_split_as_the_matrices_that_they_are()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("qkv", ones(12, 8, 1, 1)));
        using var optimizer = new MuonOptimizer(network, new MuonOptions { PackedWeights = new Dictionary<string, int> { ["qkv"] = 3 } });
        Assert.AreEqual("packed: 3 matrices 4×8", optimizer.Routing.Rows.Single().Reason);
        network.Get("qkv").sum().backward();
        optimizer.step();
        Assert.IsFalse(network.Get("qkv").allclose(ones(12, 8, 1, 1)));
    }

    [TestMethod]
    public void Off_by_default()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("in_proj_weight", ones(12, 4)));
        using var optimizer = new MuonOptimizer(network);
        Assert.AreEqual("matrix", optimizer.Routing.Rows.Single().Reason);
    }

    [TestMethod]
    public void Outputs_that_do_not_divide_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("a.qkv", ones(10, 4)));
        MuonOptions options = new() { PackedWeights = new Dictionary<string, int> { ["qkv"] = 3 } };
        string message = Assert.ThrowsExactly<ArgumentException>(() => new MuonOptimizer(network, options)).Message;
        Assert.Contains("'a.qkv' of shape (10, 4) into 3 matrices", message);
    }
}
