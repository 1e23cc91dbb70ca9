using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Muon.Portable.Torch.Tests.NN;

[TestClass]
public sealed class LayerTests
{
    [ClassCleanup]
    public static void Release() => LeftToFinalizers.Release();

    [TestMethod]
    public void ConvolutionTakesItsOptions()
    {
        Tensor x = randn(2, 4, 9, 8);
        Conv2d c = Conv2d(4, 6, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false);
        Assert.IsNull(c.bias);
        CollectionAssert.AreEqual(new long[] { 6, 2, 3, 3 }, c.weight.shape);
        Assert.IsTrue(c.forward(x).allclose(F.conv2d(x, c.weight, null, [2, 2], [1, 1], [2, 2], 2)));
        CollectionAssert.AreEqual(new long[] { 2, 5, 9, 6 }, Conv2d(4, 5, (3L, 5L), padding: (1L, 1L)).forward(x).shape);
        CollectionAssert.AreEqual(new long[] { 2, 5, 9, 8 }, Conv2d(4, 5, 4, Padding.Same).forward(x).shape);
        CollectionAssert.AreEqual(new long[] { 5, 9, 8 }, Conv2d(4, 5, 3, Padding.Same).forward(x[0]).shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 4 }, Conv1d(4, 3, 3, stride: 2, padding: 1).forward(randn(2, 4, 8)).shape);
        Assert.ThrowsExactly<ArgumentException>(() => Conv1d(3, 4, 3).forward(ones(1, 2, 5)));
        Assert.ThrowsExactly<ArgumentException>(() => Conv2d(3, 4, 3).forward(ones(3)));
        Assert.ThrowsExactly<ExternalException>(() => Conv2d(3, 4, 3, groups: 2).forward(ones(1, 3, 5, 5)));
    }

    [TestMethod]
    [DataRow(PaddingModes.Reflect)]
    [DataRow(PaddingModes.Replicate)]
    [DataRow(PaddingModes.Circular)]
    public void ConvolutionPadsAsAsked(PaddingModes mode)
    {
        Tensor x = randn(1, 2, 5, 5);
        Conv2d c = Conv2d(2, 3, (3L, 1L), padding: (1L, 0L), padding_mode: mode);
        Tensor padded = cat([mode == PaddingModes.Reflect ? x[.., .., 1..2] : mode == PaddingModes.Circular ? x[.., .., 4..5] : x[.., .., 0..1], x,
            mode == PaddingModes.Reflect ? x[.., .., 3..4] : mode == PaddingModes.Circular ? x[.., .., 0..1] : x[.., .., 4..5]], 2);
        Assert.IsTrue(c.forward(x).allclose(F.conv2d(padded, c.weight, c.bias)));
    }

    [TestMethod]
    public void BatchNormKeepsStatisticsWhileTraining()
    {
        BatchNorm2d bn = BatchNorm2d(2, momentum: 0.5);
        Tensor x = randn(8, 2, 3, 3) * 3 + 1;
        Tensor y = bn.forward(x);
        Assert.AreEqual(0f, y.mean().item<float>(), 1e-5f);
        Assert.AreEqual(1f, y.std().item<float>(), 0.02f);
        Assert.IsTrue(bn.running_mean.allclose(x.mean([0L, 2L, 3L]) * 0.5));
        bn.eval();
        Tensor mean = bn.running_mean.clone();
        Assert.IsFalse(bn.forward(x).allclose(y, 1e-3, 1e-3));
        Assert.IsTrue(bn.running_mean.Equals(mean));
        Assert.AreEqual(1, bn.num_batches_tracked.item<long>());
        bn.reset_running_stats();
        Assert.AreEqual(0, bn.num_batches_tracked.item<long>());
        Assert.AreEqual(2f, bn.running_var.sum().item<float>());
        CollectionAssert.AreEqual(new[] { "running_mean", "running_var", "num_batches_tracked" }, BatchNorm1d(3, affine: false).state_dict().Keys);
        CollectionAssert.AreEqual(new[] { "weight", "bias" }, BatchNorm1d(3, track_running_stats: false).state_dict().Keys);
        Assert.ThrowsExactly<ArgumentException>(() => BatchNorm2d(3).forward(ones(2, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => BatchNorm1d(3).forward(ones(2, 3, 2, 2)));
    }

    [TestMethod]
    public void DropoutWorksOnlyWhileTraining()
    {
        Dropout d = Dropout(0.25);
        Tensor x = ones(10000);
        Tensor y = d.forward(x);
        float[] values = [.. y.data<float>().ToArray().Distinct().Order()];
        Assert.AreEqual(2, values.Length);
        Assert.AreEqual(0f, values[0]);
        Assert.AreEqual(4f / 3f, values[1], 1e-6f);
        Assert.AreEqual(1f, y.mean().item<float>(), 0.05f);
        d.eval();
        Assert.IsTrue(d.forward(x).Equals(x));
        Assert.ThrowsExactly<ExternalException>(() => Dropout(2.0).forward(x));
    }

    [TestMethod]
    public void NormalizationsAgreeWithTheirFunctions()
    {
        Tensor x = randn(3, 4, 5);
        Assert.IsTrue(LayerNorm(5).forward(x).allclose(F.layer_norm(x, [5])));
        Assert.IsTrue(LayerNorm([4, 5]).forward(x).allclose(F.layer_norm(x, [4, 5])));
        Assert.IsTrue(GroupNorm(2, 4).forward(x).allclose(F.group_norm(x, 2), 1e-4, 1e-6));
        Assert.AreEqual(0, LayerNorm(3, elementwise_affine: false).state_dict().Count);
        Assert.IsNull(LayerNorm(3, bias: false).bias);
        Assert.ThrowsExactly<ArgumentException>(() => GroupNorm(2, 4).forward(ones(4)));
        Assert.ThrowsExactly<ExternalException>(() => GroupNorm(2, 4).forward(ones(1, 3, 2)));
        Assert.ThrowsExactly<ExternalException>(() => LayerNorm(3).forward(ones(4)));
    }

    [TestMethod]
    public void EmbeddingLeavesThePaddingRowAlone()
    {
        Embedding e = Embedding(4, 2, padding_idx: -3);
        e.forward(tensor(new long[] { 0, 1, 0 })).sum().backward();
        CollectionAssert.AreEqual(new float[] { 4, 0, 0, 0 }, e.weight.grad.sum(1).data<float>().ToArray());
        Assert.AreEqual(0f, e.weight[1].abs().sum().item<float>());
        Assert.IsFalse(Embedding_from_pretrained(ones(2, 2)).weight.requires_grad);
        Assert.AreEqual(2f, Embedding_from_pretrained(ones(2, 2), freeze: false).forward(tensor(new long[] { 1 })).sum().item<float>());
        Embedding bounded = Embedding(3, 2, max_norm: 0.5);
        Assert.AreEqual(0.5f, bounded.forward(tensor(new long[] { 1 })).norm().item<float>(), 1e-2f);
    }

    [TestMethod]
    [DataRow(EmbeddingBagMode.Sum)]
    [DataRow(EmbeddingBagMode.Mean)]
    [DataRow(EmbeddingBagMode.Max)]
    public void EmbeddingBagReducesEachBag(EmbeddingBagMode mode)
    {
        EmbeddingBag e = EmbeddingBag(6, 3, mode: mode);
        Tensor rows = e.weight.index_select(0, tensor(new long[] { 1, 2, 2, 5 }));
        Tensor Reduce(Tensor t) => mode switch { EmbeddingBagMode.Sum => t.sum(dim: 0), EmbeddingBagMode.Mean => t.mean([0L]), _ => t.amax([0L]) };
        Tensor expected = stack([Reduce(rows[0..3]), Reduce(rows[3..4])]);
        Assert.IsTrue(e.call(tensor(new long[] { 1, 2, 2, 5 }), tensor(new long[] { 0, 3 })).allclose(expected));
        Assert.IsTrue(e.call(tensor(new long[] { 1, 2, 2, 5 }, 2, 2)).allclose(stack([Reduce(rows[0..2]), Reduce(rows[2..4])])));
        Assert.ThrowsExactly<ArgumentException>(() => e.call(ones(3), tensor(new long[] { 0 })));
        Assert.ThrowsExactly<ArgumentException>(() => e.call(tensor(new long[] { 1 })));
        Assert.ThrowsExactly<ArgumentException>(() => e.call(tensor(new long[] { 1, 2 }, 1, 2), tensor(new long[] { 0 })));
    }

    [TestMethod]
    public void PaddingAndWeightsOfABag()
    {
        EmbeddingBag e = EmbeddingBag(4, 2, mode: EmbeddingBagMode.Sum, padding_index: 0);
        Tensor y = e.forward(tensor(new long[] { 0, 1, 0, 2 }), tensor(new long[] { 0, 2 }), tensor(new float[] { 9, 2, 9, 3 }));
        Assert.IsTrue(y.allclose(e.weight[1..3] * tensor(new float[] { 2, 3 }).unsqueeze(1)));
        y.sum().backward();
        CollectionAssert.AreEqual(new float[] { 0, 4, 6, 0 }, e.weight.grad.sum(1).data<float>().ToArray());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void PaddedBagsOfAMatrixHaveASparseGradientIfAsked(bool sparse)
    {
        EmbeddingBag e = EmbeddingBag(6, 3, mode: EmbeddingBagMode.Sum, sparse: sparse, padding_index: 0);
        Tensor bags = tensor(new long[] { 5, 2, 2, 3, 0, 0, 0, 0, 0 }, 3, 3), factors = tensor(new float[] { 1, 2, 3, 4, 9, 9, 9, 9, 9 }, 3, 3);
        Tensor y = e.forward(bags, null, factors);
        Tensor five = e.weight[5], two = e.weight[2], three = e.weight[3];
        Assert.IsTrue(y.allclose(stack([five + two * 5, three * 4, zeros(3)])));
        y.sum().backward();
        Assert.AreEqual(sparse, e.weight.grad.is_sparse);
        Tensor gradient = sparse ? e.weight.grad.to_dense() : e.weight.grad;
        CollectionAssert.AreEqual(new float[] { 0, 0, 15, 12, 0, 3 }, gradient.sum(1).data<float>().ToArray());
        Assert.IsTrue(e.call(bags).allclose(stack([five + two * 2, three, zeros(3)])));
    }

    [TestMethod]
    public void SequentialDisposesWhatFlowsThrough()
    {
        Sequential s = Sequential(Linear(2, 3), ReLU(), Linear(3, 1));
        s.append(Tanh()).append("last", Sigmoid());
        CollectionAssert.AreEqual(new[] { "0", "1", "2", "3", "last" }, s.named_children().Select(c => c.name).ToArray());
        Tensor x = randn(4, 2);
        using DisposeScope scope = NewDisposeScope();
        Tensor y = s.forward(x);
        Assert.AreEqual(1, scope.DisposablesCount);
        y.sum().backward();
        CollectionAssert.AreEqual(new long[] { 4, 3 }, s[0].call(x).shape);
        Assert.IsFalse(x.IsInvalid);
        Assert.IsTrue(Sequential().forward(x).Equals(x));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s[9]);
    }

    [TestMethod]
    public void LayersWithoutParameters()
    {
        Tensor x = randn(2, 3, 4, 4);
        Assert.IsTrue(MaxPool2d(2).forward(x).Equals(F.max_pool2d(x, 2)));
        CollectionAssert.AreEqual(new long[] { 2, 3, 2, 4 }, MaxPool2d((2L, 1L)).forward(x).shape);
        Assert.IsTrue(AvgPool2d(2, stride: 1).forward(x).allclose(F.avg_pool2d(x, 2, 1)));
        Assert.IsTrue(AdaptiveAvgPool2d(1).forward(x).squeeze().allclose(x.mean([2L, 3L]), 1e-4, 1e-6));
        CollectionAssert.AreEqual(new long[] { 2, 48 }, Flatten().forward(x).shape);
        Assert.IsTrue(Identity().forward(x).Equals(x));
        Assert.IsTrue(LeakyReLU(0.5).forward(x).allclose(x.clamp(min: 0) + x.clamp(max: 0) * 0.5));
        Assert.IsTrue(Sigmoid().forward(x).allclose(x.sigmoid()));
        Assert.IsTrue(Tanh().forward(x).allclose(x.tanh()));
        Tensor own = x.clone();
        ReLU(inplace: true).forward(own);
        Assert.IsTrue(own.Equals(x.relu()));
    }

    [TestMethod]
    public void ATypeIsGivenAtConstruction()
    {
        torch.random.manual_seed(3);
        Linear single = Linear(2, 2);
        torch.random.manual_seed(3);
        Linear wide = Linear(2, 2, dtype: float64);
        Assert.AreEqual(float64, wide.weight.dtype);
        Assert.AreEqual(float64, Conv2d(1, 1, 1, dtype: float64).bias.dtype);
        Assert.AreEqual(float64, LayerNorm(2, dtype: float64).weight.dtype);
        Assert.AreEqual(float64, BatchNorm1d(2, dtype: float64).running_mean.dtype);
        Assert.IsTrue(wide.weight.requires_grad && wide.weight.is_leaf);
        Assert.AreEqual(single.weight.numel(), wide.weight.numel());
    }

    [TestMethod]
    public void WeightsCanBeReplaced()
    {
        Linear m = Linear(2, 2);
        m.weight = new Parameter(ones(3, 2));
        m.bias = new Parameter(zeros(3));
        CollectionAssert.AreEqual(new float[] { 2, 2, 2 }, m.forward(ones(1, 2)).data<float>().ToArray());
        Assert.AreEqual(9, m.parameters().Sum(p => p.numel()));
        m.forward(ones(1, 2)).sum().backward();
        Assert.IsNotNull(m.parameters().First().grad);
    }
}
