using Muon.MLNet.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks.Layers;

[TestClass]
public sealed class ConvolutionLayerTests
{
    [TestMethod]
    [DataRow(3, 1, 1, 1, true)]
    [DataRow(5, 2, 2, 2, false)]
    [DataRow(1, 2, 0, 4, true)]
    public void SameSeed_GivesTheWeightsAndOutputsOfConv2d(int kernel, int stride, int padding, int groups, bool bias)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(4);
        using Conv2d expected = nn.Conv2d(8, 12, kernel, stride, padding, groups: groups, bias: bias);
        random.manual_seed(4);
        using ConvolutionLayer actual = new(8, 12, kernel, stride, padding, groups, bias);
        Tensor input = randn(2, 8, 9, 7);

        CollectionAssert.AreEqual(expected.forward(input).data<float>().ToArray(), actual.forward(input).data<float>().ToArray());
        CollectionAssert.AreEqual(bias ? ["weight", "bias"] : new[] { "weight" }, actual.state_dict().Keys.ToArray());
    }

    [TestMethod]
    public void BFloat16Input_GivesBFloat16Output_AndAFloat32Gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using ConvolutionLayer layer = new(4, 4, 3, padding: 1, hasBias: true);
        Tensor output = layer.forward(randn(2, 4, 5, 5).to(ScalarType.BFloat16));
        output.to(ScalarType.Float32).square().sum().backward();

        Assert.AreEqual(ScalarType.BFloat16, output.dtype);
        Assert.AreEqual(ScalarType.Float32, layer.Weight.grad!.dtype);
        Assert.AreEqual(ScalarType.Float32, layer.Bias!.grad!.dtype);
    }

    [TestMethod]
    public void GroupsThatDoNotDivide_AreRefused() => Assert.ThrowsExactly<ArgumentException>(() => new ConvolutionLayer(4, 6, 3, groups: 4));

    [TestMethod]
    public void LinearLayer_StartsWithinTwoDeviations_AndComputesInTheTypeOfItsInput()
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(4);
        using LinearLayer layer = new(100, 200);
        float[] weights = layer.get_parameter("weight")!.data<float>().ToArray();

        Assert.IsLessThanOrEqualTo(0.04f, weights.Max(Math.Abs));
        Assert.AreEqual(0.02 * 0.8796, Math.Sqrt(weights.Average(w => (double)w * w)), 3e-4); // the deviation of a normal cut at two
        Assert.AreEqual(ScalarType.BFloat16, layer.forward(ones(1, 100).to(ScalarType.BFloat16)).dtype);
    }

    [TestMethod]
    public void Dropout_KeepsTheMean_AndZeroesItsShare()
    {
        using DisposeScope scope = NewDisposeScope();
        using SeededDropout layer = new(0.25);
        layer.Seed(2);
        float[] output = layer.forward(ones(100, 100)).data<float>().ToArray();

        Assert.AreEqual(0.25, output.Count(value => value == 0) / 10_000.0, 0.02);
        Assert.IsTrue(output.All(value => value == 0 || Math.Abs(value - (4 / 3f)) < 1e-6f));
    }
}
