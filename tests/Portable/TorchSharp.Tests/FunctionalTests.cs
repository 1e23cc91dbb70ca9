using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class FunctionalTests : ScopedTests
{
    private static Tensor Grid(long side) => torch.arange(side * side, dtype: ScalarType.Float32).reshape(1, 1, side, side);

    [TestMethod]
    public void ConvolutionsAndPools()
    {
        Near([12, 16, 24, 28], F.conv2d(Grid(3), torch.ones(1, 1, 2, 2), torch.tensor(new[] { 4f })));
        CollectionAssert.AreEqual(new long[] { 1, 1, 2, 2 }, F.conv2d(Grid(3), torch.ones(1, 1, 3, 3), strides: [2, 2], padding: [1, 1]).shape);
        Near([4, 5, 7, 8], F.max_pool2d(Grid(3), 2, 1));
        Near([5, 7, 13, 15], F.max_pool2d(Grid(4), 2));
        Near([2.5, 4.5, 10.5, 12.5], F.avg_pool2d(Grid(4), 2));
        Near([7.5], F.adaptive_avg_pool2d(Grid(4), 1));
        Assert.ThrowsExactly<ExternalException>(() => F.conv2d(Grid(3), torch.ones(1, 2, 2, 2)));
    }

    [TestMethod]
    public void PaddingAndResizing()
    {
        Near([9, 9, 9, 9, 9, 0, 1, 9, 9, 2, 3, 9, 9, 9, 9, 9], F.pad(Grid(2), (1, 1, 1, 1), value: 9));
        Near([1, 0, 1, 2, 3, 2], F.pad(torch.arange(4, dtype: ScalarType.Float32).reshape(1, 1, 4), new long[] { 1, 1 }, PaddingModes.Reflect));
        Near([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3], F.interpolate(Grid(2), scale_factor: [2, 2]));
        Near([0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3], F.interpolate(Grid(2), [3, 3], mode: InterpolationMode.Bilinear, align_corners: true));
        Near([-0.26041692, 0.32638878, 0.913194, 0.9131945, 1.5, 2.0868056, 2.0868053, 2.6736107, 3.2604165], F.interpolate(Grid(2), [3, 3], mode: InterpolationMode.Bicubic, align_corners: false), 1e-5);
    }

    [TestMethod]
    public void AttentionLooksBackOnlyWhenCausal()
    {
        Tensor q = torch.arange(4, dtype: ScalarType.Float32).reshape(1, 2, 2);
        Near([0, 1, 1.9983027, 2.9983027], F.scaled_dot_product_attention(q, q, q, is_casual: true), 1e-5);
        Tensor mask = torch.tensor(new[] { false, true, true, false }, new long[] { 2, 2 });
        Near([2, 3, 0, 1], F.scaled_dot_product_attention(q, q, q, mask));
        Tensor added = torch.tensor(new[] { 0, -1e9f, -1e9f, 0 }, new long[] { 2, 2 });
        Near([0, 1, 2, 3], F.scaled_dot_product_attention(q, q, q, added));
    }

    [TestMethod]
    public void CrossEntropyTakesWeightsAndSkipsTheIgnored()
    {
        Tensor logits = torch.tensor(new double[,] { { 2, 0 }, { 0, 1 }, { 5, 5 } });
        Tensor labels = torch.tensor(new long[] { 0, 0, -100 });
        double a = Math.Log(1 + Math.Exp(-2)), b = Math.Log(1 + Math.E);
        Near([(a + b) / 2], F.cross_entropy(logits, labels));
        Near([a, b, 0], F.cross_entropy(logits, labels, reduction: nn.Reduction.None));
        Near([a + b], F.cross_entropy(logits, labels, reduction: nn.Reduction.Sum));
        Tensor other = torch.tensor(new long[] { 0, 1, -100 });
        double c = Math.Log(1 + Math.Exp(-1));
        Near([(3 * a + c) / 4], F.cross_entropy(logits, other, torch.tensor(new[] { 3.0, 1.0 })));
        Near([(a + b) / 2], F.nll_loss(F.log_softmax(logits, 1)[..2], labels[..2]));
    }

    [TestMethod]
    public void NormalisationAndDropout()
    {
        Tensor x = Grid(4);
        Near([0], F.layer_norm(x, [4, 4]).mean());
        Near([0, 0], F.group_norm(torch.cat([x, x * 3], 1), 2).mean([2L, 3L]), 1e-5);
        torch.manual_seed(3);
        Tensor dropped = F.dropout(torch.ones(10000), 0.25);
        Assert.AreEqual(1, dropped.mean().item<float>(), 0.05);
        Assert.AreEqual(4f / 3, dropped.max().item<float>(), 1e-5f);
        Near([1, 0, 0, 0, 0, 1], F.one_hot(torch.tensor(new long[] { 0, 2 }), 3));
    }

    [TestMethod]
    public void DevicesHaveNames()
    {
        Assert.AreEqual("cpu", torch.CPU.ToString());
        Assert.AreEqual((DeviceType.CUDA, 1), (new Device("cuda:1").type, new Device("cuda:1").index));
        Assert.ThrowsExactly<ArgumentException>(() => new Device("toaster"));
        Assert.AreEqual(torch.cuda.device_count() > 0, torch.cuda.is_available());
        int threads = torch.get_num_threads();
        torch.set_num_threads(1);
        Assert.AreEqual(1, torch.get_num_threads());
        torch.set_num_threads(threads);
    }
}
