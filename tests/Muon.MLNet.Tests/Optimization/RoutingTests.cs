using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class RoutingTests
{
    [TestMethod]
    public void Every_parameter_has_its_step_and_its_reason()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        network.get_parameter("frozen.weight")!.requires_grad = false;
        using var optimizer = new MuonOptimizer(network);
        (string, UpdateRule, string)[] expected =
        [
            ("stem.weight", UpdateRule.Muon, "matrix 8×9"),
            ("stem.bias", UpdateRule.AdamW, "vector"),
            ("depthwise.weight", UpdateRule.AdamW, "depthwise filter"),
            ("conv.weight", UpdateRule.Muon, "matrix 16×72"),
            ("tokens.weight", UpdateRule.AdamW, "embedding"),
            ("pos_embed", UpdateRule.AdamW, "position embedding"),
            ("narrow.weight", UpdateRule.AdamW, "3×16 has a side below 4"),
            ("frozen.weight", UpdateRule.None, "requires_grad is false"),
            ("hidden.weight", UpdateRule.Muon, "matrix"),
            ("scale", UpdateRule.AdamW, "scalar"),
            ("head.weight", UpdateRule.AdamW, "final head"),
            ("head.bias", UpdateRule.AdamW, "vector"),
        ];
        foreach ((string path, UpdateRule rule, string reason) in expected)
        {
            RoutingRow row = optimizer.Routing.Rows.Single(row => row.Path == path);
            Assert.AreEqual((rule, reason), (row.Rule, row.Reason), path);
        }
    }

    [TestMethod]
    public void Report_is_a_table_with_totals()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = new MuonOptimizer(network);
        RoutingReport report = optimizer.Routing;
        Assert.AreEqual(report.TotalCount, report.MuonCount + report.AdamWCount + report.FrozenCount);
        Assert.AreEqual(network.parameters().Sum(parameter => parameter.numel()), report.TotalCount);
        string[] lines = report.ToString().Split('\n');
        Assert.HasCount(report.Rows.Count + 2, lines);
        int column = lines[0].IndexOf("Reason", StringComparison.Ordinal);
        Assert.IsTrue(lines[1..^1].All(line => line[column] != ' ' && line[column - 1] == ' '));
        Assert.StartsWith("Total ", lines[^1]);
        Assert.StartsWith($"Total {report.TotalCount:N0}: Muon {report.MuonCount:N0}, AdamW {report.AdamWCount:N0}, frozen 0", lines[^1]);
        Assert.IsTrue(report.MuonShare is > 0.5 and < 1);
        Assert.IsNull(report.Warning);
    }

    [TestMethod]
    public void Given_head_replaces_the_last_layer()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = new MuonOptimizer(network, head: network.Hidden);
        Assert.AreEqual("final head", Row(optimizer, "hidden.weight").Reason);
        Assert.AreEqual(UpdateRule.Muon, Row(optimizer, "head.weight").Rule);
    }

    [TestMethod]
    public void Head_of_another_network_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using Linear other = nn.Linear(8, 8);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => new MuonOptimizer(network, head: other));
        Assert.AreEqual("head", error.ParamName);
    }

    [TestMethod]
    public void Patterns_are_searched_in_the_full_path_and_respect_case()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = new MuonOptimizer(network, new MuonOptions { ExcludeLayers = ["^hid.*weight$", "CONV"] });
        Assert.AreEqual("ExcludeLayers '^hid.*weight$'", Row(optimizer, "hidden.weight").Reason);
        Assert.AreEqual(UpdateRule.Muon, Row(optimizer, "conv.weight").Rule);
    }

    [TestMethod]
    public void Exclusion_from_decay_is_in_the_report()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        network.get_parameter("frozen.weight")!.requires_grad = false;
        using var optimizer = new MuonOptimizer(network, new MuonOptions { ExcludeFromWeightDecay = ["bias$", "^(hidden|frozen)"] });
        Assert.AreEqual("vector; no weight decay ('bias$')", Row(optimizer, "stem.bias").Reason);
        Assert.AreEqual("matrix; no weight decay ('^(hidden|frozen)')", Row(optimizer, "hidden.weight").Reason);
        Assert.AreEqual("requires_grad is false", Row(optimizer, "frozen.weight").Reason);
        Assert.IsFalse(Row(optimizer, "hidden.weight").IsDecayed);
        Assert.IsTrue(Row(optimizer, "conv.weight").IsDecayed);
        Assert.Contains("; no weight decay", optimizer.Routing.ToString());
    }

    [TestMethod]
    public void Embeddings_can_be_included()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = new MuonOptimizer(network, new MuonOptions { ExcludeEmbeddings = false });
        Assert.AreEqual(UpdateRule.Muon, Row(optimizer, "tokens.weight").Rule);
        Assert.AreEqual(UpdateRule.Muon, Row(optimizer, "pos_embed").Rule);
    }

    [TestMethod]
    public void Without_structure_only_rank_name_and_pattern_count()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = new MuonOptimizer(network, new MuonOptions { RouteByStructure = false });
        foreach (string path in new[] { "head.weight", "narrow.weight", "depthwise.weight", "pos_embed" })
        {
            Assert.AreEqual(UpdateRule.Muon, Row(optimizer, path).Rule, path);
        }
    }

    [TestMethod]
    public void Keras_preset_leaves_filters_to_AdamW()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = new MuonOptimizer(network, MuonOptions.Keras());
        Assert.AreEqual("more than two dimensions", Row(optimizer, "conv.weight").Reason);
    }

    [TestMethod]
    public void Warning_says_how_little_Muon_trains()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = nn.Sequential(("a", nn.Linear(10, 6, hasBias: false)), ("b", nn.Linear(6, 15, hasBias: false)), ("head", nn.Linear(15, 100)));
        using var optimizer = new MuonOptimizer(network, new MuonOptions { ExcludeLayers = ["^b"] });
        Assert.AreEqual(0.4, optimizer.Routing.MuonShare, 1e-12);
        Assert.AreEqual("Only 40% of the weights outside embeddings and head take the Muon step; the reasons are in the routing report.", optimizer.Routing.Warning!.Replace("40 %", "40%"));
    }

    [TestMethod]
    public void Shared_parameter_appears_once()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear shared = nn.Linear(8, 8);
        using var network = nn.Sequential(("a", shared), ("b", shared), ("head", nn.Linear(8, 4)));
        using var optimizer = new MuonOptimizer(network);
        Assert.HasCount(4, optimizer.Routing.Rows);
    }

    [TestMethod]
    public void Network_without_trained_parameters_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = nn.Sequential(("a", nn.ReLU()));
        Assert.ThrowsExactly<ArgumentException>(() => new MuonOptimizer(network));
    }

    private static RoutingRow Row(MuonOptimizer optimizer, string path) =>
        optimizer.Routing.Rows.Single(row => row.Path == path);

    /// <summary>Registers its children in the order in which they are declared.</summary>
    private sealed class SmallNetwork : nn.Module
    {
        public SmallNetwork()
            : base("small")
        {
            register_module("stem", nn.Conv2d(1, 8, 3));
            register_module("depthwise", nn.Conv2d(8, 8, 3, groups: 8));
            register_module("conv", nn.Conv2d(8, 16, 3));
            register_module("tokens", nn.Embedding(10, 16));
            register_parameter("pos_embed", new Parameter(zeros(12, 16)));
            register_module("narrow", nn.Linear(16, 3));
            register_module("frozen", nn.Linear(16, 16));
            register_module("hidden", Hidden);
            register_parameter("scale", new Parameter(ones([])));
            register_module("head", nn.Linear(16, 10));
        }

        public Linear Hidden { get; } = nn.Linear(16, 16);
    }
}
