using Muon.MLNet.Networks.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>The text networks against those of Goldens/make_text_networks.py: the same names and shapes, and from the same weights the same logits.</summary>
[TestClass]
public sealed class TextReferenceTests
{
    private const double Tolerance = 1e-5;

    public static IEnumerable<object[]> Cases => TextGolden.All.Select(golden => new object[] { golden.Name });

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void NamesAndShapes_AreThoseOfTheReference(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.Build();
        using DisposeScope scope = NewDisposeScope();

        string[] actual = [.. network.state_dict().OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => TextGolden.Line(item.Key, item.Value.shape))];

        CollectionAssert.AreEqual(golden.Tensors, actual, string.Join("; ", actual.Except(golden.Tensors, StringComparer.Ordinal)));
    }

    [TestMethod]
    [TestCategory("Golden")]
    [DynamicData(nameof(Cases))]
    public void Logits_AreThoseOfTheReference_ThoughItSeesEachTextWithoutPadding(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.eval();

        float[] logits = network.forward(golden.Input()).data<float>().ToArray();

        double[] expected = [.. golden.Logits.SelectMany(row => row)];
        Assert.HasCount(expected.Length, logits);
        for (int i = 0; i < logits.Length; i++)
        {
            Assert.AreEqual(expected[i], logits[i], Tolerance, $"logit {i} of {name}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void EmbeddingAndClassifying_GiveWhatTheNetworkGives(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled();
        using DisposeScope scope = NewDisposeScope();
        network.eval();
        Tensor input = golden.Input();

        Tensor embedded = network.Embed(input).detach();
        embedded.requires_grad = true;
        Tensor logits = network.Classify(embedded, input);
        logits.sum().backward();

        CollectionAssert.AreEqual(new[] { input.size(0), input.size(2), golden.Width }, embedded.shape);
        CollectionAssert.AreEqual(network.forward(input).data<float>().ToArray(), logits.data<float>().ToArray());
        float[] perPlace = embedded.grad!.abs().sum(-1).data<float>().ToArray(); // (3, 9)
        Assert.IsTrue(perPlace[..9].All(value => value > 0), "each token of the first text has a say");
        Assert.IsTrue(perPlace[13..18].All(value => value == 0), "the padding of the second has none");
    }
}
