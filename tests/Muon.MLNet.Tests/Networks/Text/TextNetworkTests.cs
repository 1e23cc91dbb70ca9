using Muon.MLNet.Networks.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Text;

/// <summary>What holds for every text network.</summary>
[TestClass]
public sealed class TextNetworkTests
{
    public static IEnumerable<object[]> Cases => TextReferenceTests.Cases;

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Padding_ChangesNothing(string name)
    {
        using TextNetwork network = TextGolden.Find(name).BuildFilled();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.eval();
        long[][] texts = [[5, 9, 11, 30], [7], [8, 8, 21, 22, 23, 24, 25, 26, 27, 28, 29], [17, 33]];

        float[] together = Logits(network, texts, length: 11);
        float[] alone = [.. texts.SelectMany(text => Logits(network, [text], text.Length))];

        for (int i = 0; i < together.Length; i++)
        {
            Assert.AreEqual(alone[i], together[i], 1e-5f, $"logit {i}");
        }

        Assert.AreNotEqual(together[0], together[3], 1e-3f, "other texts have other logits");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void OrderOfTheTokens_IsSeen(string name)
    {
        using TextNetwork network = TextGolden.Find(name).BuildFilled();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.eval();

        float[] logits = Logits(network, [[5, 9, 11, 30], [5, 11, 30, 9]], length: 4);

        Assert.AreNotEqual(logits[0], logits[3], 1e-4f);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void TextWithoutTokens_GivesFiniteLogitsAndGradients(string name)
    {
        using TextNetwork network = TextGolden.Find(name).BuildFilled();
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = network.forward(Batch(network, [[], [5, 6]], length: 3));
        logits.sum().backward();

        Assert.IsTrue(logits.isfinite().all().item<bool>());
        Assert.IsTrue(network.parameters().All(parameter => parameter.grad!.isfinite().all().item<bool>()));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Gradient_ReachesEveryParameter(string name)
    {
        using TextNetwork network = TextGolden.Find(name).BuildFilled(dropout: 0.1);
        using DisposeScope scope = NewDisposeScope();
        network.BeginTraining();

        nn.functional.cross_entropy(network.forward(TextGolden.Find(name).Input()), tensor(new long[] { 0, 1, 2 })).backward();

        // A bias of the keys adds the same to all scores of a query, which the softmax takes away again: its gradient is 0 but for rounding.
        string[] still = [.. network.named_parameters()
            .Where(named => named.parameter.grad is not { } gradient
                || (gradient.abs().max().item<float>() == 0 && !named.name.EndsWith("key.bias", StringComparison.Ordinal) && !named.name.EndsWith("k_lin.bias", StringComparison.Ordinal)))
            .Select(named => named.name)];
        CollectionAssert.AreEqual(Array.Empty<string>(), still);
        Assert.AreEqual(0f, network.Tokens.weight!.grad![network.PaddingId].abs().max().item<float>(), "padding learns nothing");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void ForwardAndBackward_LeaveNoTensorBehind(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled(dropout: 0.1);
        network.ComputeType = ScalarType.BFloat16;
        Step();
        long before = Live();
        Step();
        Step();
        Assert.AreEqual(before, Live());

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            network.forward(golden.Input()).sum().backward();
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void BFloat16_StaysCloseToFloat32_WithFloat32GradientsAndLogits(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled();
        using DisposeScope scope = NewDisposeScope();

        float[] full = Gradient();
        network.ComputeType = ScalarType.BFloat16;
        float[] half = Gradient();

        double distance = Math.Sqrt(full.Zip(half, (a, b) => ((double)a - b) * (a - b)).Sum() / full.Sum(a => (double)a * a));
        Assert.IsLessThan(0.1, distance);
        Assert.IsGreaterThan(1e-4, distance, "bfloat16 was not used");

        float[] Gradient()
        {
            network.zero_grad();
            Tensor logits = network.forward(golden.Input());
            Assert.AreEqual(ScalarType.Float32, logits.dtype);
            nn.functional.cross_entropy(logits, tensor(new long[] { 0, 1, 2 })).backward();
            Assert.IsTrue(network.parameters().All(parameter => parameter.grad!.dtype is ScalarType.Float32));
            return [.. network.parameters().SelectMany(parameter => parameter.grad!.contiguous().data<float>().ToArray())];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Dropout_DependsOnItsSeedAlone_AndRestsInPrediction(string name)
    {
        TextGolden golden = TextGolden.Find(name);
        using TextNetwork network = golden.BuildFilled(dropout: 0.2);
        using DisposeScope scope = NewDisposeScope();
        network.BeginTraining();

        float[] first = Seeded(1);
        rand(5);
        CollectionAssert.AreEqual(first, Seeded(1));
        CollectionAssert.AreNotEqual(first, Seeded(2));
        network.eval();
        CollectionAssert.AreEqual(Seeded(1), Seeded(2));

        float[] Seeded(int seed)
        {
            network.SeedDropout(seed);
            return network.forward(golden.Input()).data<float>().ToArray();
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void LongerTextsThanTheNetworkReads_AreRefused(string name)
    {
        using TextNetwork network = TextGolden.Find(name).Build();
        using DisposeScope scope = NewDisposeScope();
        long[] longest = [.. Enumerable.Repeat(5L, network.MaxLength)];

        Assert.AreEqual(3, network.forward(Batch(network, [longest], network.MaxLength)).numel());
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => network.forward(Batch(network, [longest], network.MaxLength + 1)));
        StringAssert.Contains(error.Message, $"1 to {network.MaxLength} tokens");
        Assert.ThrowsExactly<ArgumentException>(() => network.forward(zeros(2, 3, 4, dtype: ScalarType.Int64)));
        Assert.ThrowsExactly<ArgumentException>(() => network.forward(zeros(2, 2, 0, dtype: ScalarType.Int64)));
    }

    internal static Tensor Batch(TextNetwork network, long[][] texts, int length) => tensor(texts.SelectMany(text => text
        .Concat(Enumerable.Repeat((long)network.PaddingId, length - text.Length))
        .Concat(new long[length])).ToArray()).reshape(texts.Length, 2, length);

    private static float[] Logits(TextNetwork network, long[][] texts, int length) =>
        network.forward(Batch(network, texts, length)).data<float>().ToArray();

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
