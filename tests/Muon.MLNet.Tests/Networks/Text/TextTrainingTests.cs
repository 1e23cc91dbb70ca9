using Muon.MLNet.Networks.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>Which optimizer a parameter of a text network belongs to, and what frozen stages mean for it.</summary>
[TestClass]
public sealed class TextTrainingTests
{
    public static IEnumerable<object[]> Cases => TextReferenceTests.Cases;

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Routing_GivesTheMatricesOfTheBlocksToMuon_AndEmbeddingsAndHeadToAdamW(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.Build();
        using MuonOptimizer optimizer = new(network, new MuonOptions { PackedWeights = network.PackedWeights }, network.Head);
        bool isEncoder = network is TextEncoder;

        IReadOnlyList<RoutingRow> rows = optimizer.Routing.Rows;
        string[] muon = [.. rows.Where(row => row.Rule is UpdateRule.Muon).Select(row => row.Path)];
        string[] expected = [.. rows.Select(row => row.Path).Where(path => path.EndsWith(".weight", StringComparison.Ordinal)
            && !path.Contains("embed", StringComparison.Ordinal) && !path.Contains("norm", StringComparison.OrdinalIgnoreCase)
            && path is not ("head.weight" or "classifier.weight" or "classifier.out_proj.weight"))];
        CollectionAssert.AreEqual(expected, muon);
        Assert.HasCount(golden.Depth * (isEncoder ? 4 : 6) + (isEncoder ? 0 : 1), muon);
        Assert.HasCount(isEncoder ? golden.Depth : 0, rows.Where(row => row.Parts == 3));
        Assert.IsTrue(rows.Where(row => row.Path.Contains("embedding", StringComparison.Ordinal) && row.Shape.Count == 2).All(row => row.Reason == "embedding"));
        Assert.IsTrue(rows.Where(row => row.Path is "head.weight" or "classifier.weight" or "classifier.out_proj.weight").Single().Reason == "final head");
        Assert.IsNull(optimizer.Routing.Warning);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void FrozenStages_DoNotMove_AndTheOthersDo(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled(dropout: 0.1);
        using DisposeScope scope = NewDisposeScope();
        network.FreezeStages(2);
        HashSet<IntPtr> handles = [.. network.Stages.Take(2).SelectMany(stage => stage.AllParameters()).Select(parameter => parameter.Handle)];
        string[] frozen = [.. network.named_parameters().Where(named => handles.Contains(named.parameter.Handle)).Select(named => named.name).Order(StringComparer.Ordinal)];
        using MuonOptimizer optimizer = new(network, new MuonOptions { LearningRate = 0.1, PackedWeights = network.PackedWeights }, network.Head);
        Dictionary<string, byte[]> before = Snapshot(network);

        network.BeginTraining();
        optimizer.zero_grad();
        nn.functional.cross_entropy(network.forward(golden.Input()), tensor(new long[] { 0, 1, 2 })).backward();
        optimizer.step();

        Dictionary<string, byte[]> after = Snapshot(network);
        string[] still = [.. before.Keys.Where(parameter => before[parameter].AsSpan().SequenceEqual(after[parameter])).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(frozen, still);
        Assert.IsTrue(Array.Exists(frozen, path => path.Contains("embed", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void FrozenStages_HaveNoDropout(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled(dropout: 0.5);
        using DisposeScope scope = NewDisposeScope();
        network.FreezeStages(1);
        network.BeginTraining();

        CollectionAssert.AreEqual(network.Embed(golden.Input()).data<float>().ToArray(), network.Embed(golden.Input()).data<float>().ToArray());
        CollectionAssert.AreNotEqual(network.forward(golden.Input()).data<float>().ToArray(), network.forward(golden.Input()).data<float>().ToArray());
    }

    [TestMethod]
    public void StagesAndHead_HoldEveryParameterOnce()
    {
        foreach (TextGolden golden in TextGolden.All)
        {
            using TextNetwork network = golden.Build();
            IntPtr[] staged = [.. network.Stages.SelectMany(stage => stage.AllParameters()).Concat(network.Head!.parameters()).Select(parameter => parameter.Handle)];
            string[] outside = [.. network.named_parameters().Where(named => !staged.Contains(named.parameter.Handle)).Select(named => named.name)];

            Assert.HasCount(staged.Length, staged.Distinct());
            Assert.HasCount(2, outside, string.Join(", ", outside)); // the last norm, or the layer before the head
        }
    }

    [TestMethod]
    [DataRow("Rotary Mean")]
    [DataRow("Learned First")]
    [DataRow("Bert")]
    public void Training_LearnsWhichTokenComesFirst(string name)
    {
        // Each text has tokens 5 and 6 once each among others; the class says which is first. No count of tokens tells.
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.Build(classes: 2);
        using DisposeScope scope = NewDisposeScope();
        using MuonOptimizer optimizer = new(network, new MuonOptions { LearningRate = 0.02, PackedWeights = network.PackedWeights }, network.Head);
        Random random = new(1);
        network.BeginTraining();
        for (int step = 0; step < 300; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            (Tensor input, Tensor labels) = Draw(network, random, 24);
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.forward(input), labels).backward();
            optimizer.step();
        }

        network.eval();
        (Tensor test, Tensor expected) = Draw(network, random, 200);
        double share = network.forward(test).argmax(1).eq(expected).to(ScalarType.Float32).mean().item<float>();
        Assert.IsGreaterThan(0.9, share);
    }

    private static (Tensor Input, Tensor Labels) Draw(TextNetwork network, Random random, int count)
    {
        long[][] texts = new long[count][];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
        {
            long[] text = [.. Enumerable.Range(0, random.Next(4, 10)).Select(_ => (long)random.Next(7, 40))];
            int[] places = [.. Enumerable.Range(0, text.Length).OrderBy(_ => random.Next()).Take(2)];
            (text[places[0]], text[places[1]]) = (5, 6);
            (texts[i], labels[i]) = (text, places[0] < places[1] ? 0 : 1);
        }

        return (TextNetworkTests.Batch(network, texts, 10), tensor(labels));
    }

    private static Dictionary<string, byte[]> Snapshot(TextNetwork network) =>
        network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray(), StringComparer.Ordinal);
}
