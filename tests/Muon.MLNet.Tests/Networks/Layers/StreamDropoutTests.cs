using Muon.MLNet.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Layers;

[TestClass]
public sealed class StreamDropoutTests
{
    private const int Count = 200_003; // not a multiple of the entries of one draw

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0.5)]
    [DataRow(0.9)]
    public void Masks_DropTheShare_KeepTheMean_AndHaveNoPattern(double share)
    {
        using DisposeScope scope = NewDisposeScope();
        using StreamDropout dropout = new(share);
        dropout.Seed(7);

        float[] first = dropout.forward(ones(Count)).data<float>().ToArray(), second = dropout.forward(ones(Count)).data<float>().ToArray();

        double spread = Math.Sqrt(share * (1 - share) / Count); // of a share among independent entries
        Assert.AreEqual(share, Share(first), 5 * spread);
        CollectionAssert.AreEquivalent(new[] { 0f, (float)(1 / (1 - share)) }, first.Distinct().Select(value => value == 0 ? 0 : (float)(1 / (1 - share))).ToArray());
        Assert.AreEqual(1 / (1 - share), first.Max(), 1e-3);
        foreach (int lag in new[] { 1, 2, 3, 4, 16, 64 })
        {
            Assert.AreEqual(share * share, Both(first, first[lag..]), 5 * spread, $"entries {lag} apart");
        }

        Assert.AreEqual(share * share, Both(first, second), 5 * spread, "two masks after another");
        dropout.Seed(8);
        Assert.AreEqual(share * share, Both(first, dropout.forward(ones(Count)).data<float>().ToArray()), 5 * spread, "masks of two seeds");
    }

    [TestMethod]
    public void SameSeed_GivesTheSameMask_AndPredictionHasNone()
    {
        using DisposeScope scope = NewDisposeScope();
        using StreamDropout dropout = new(0.3);
        Tensor input = ones(7, 13);

        float[] Seeded(ulong seed)
        {
            dropout.Seed(seed);
            return dropout.forward(input).data<float>().ToArray();
        }

        CollectionAssert.AreEqual(Seeded(3), Seeded(3));
        CollectionAssert.AreNotEqual(Seeded(3), Seeded(4));
        dropout.eval();
        CollectionAssert.AreEqual(input.data<float>().ToArray(), Seeded(3));
    }

    [TestMethod]
    public void Gradient_IsDroppedWithTheEntries_InTheTypeOfTheInput()
    {
        using DisposeScope scope = NewDisposeScope();
        using StreamDropout dropout = new(0.5);
        Tensor input = ones(1000).to(ScalarType.BFloat16);
        input.requires_grad = true;

        Tensor output = dropout.forward(input);
        output.sum().backward();

        Assert.AreEqual(ScalarType.BFloat16, output.dtype);
        Assert.IsTrue(input.grad!.eq(output).all().item<bool>());
    }

    private static double Share(float[] mask) => mask.Count(value => value == 0) / (double)mask.Length;

    private static double Both(float[] left, float[] right) => left.Zip(right).Count(pair => pair is { First: 0, Second: 0 }) / (double)Math.Min(left.Length, right.Length);
}
