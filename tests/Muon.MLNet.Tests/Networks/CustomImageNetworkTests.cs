using Muon.MLNet.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

[TestClass]
public sealed class CustomImageNetworkTests
{
    private static readonly ImageNetworkConfiguration Configuration = new(1, 4, 4, 3, ImageArchitecture.Custom);

    [TestMethod]
    public void Pixels_AreNormalizedBeforeTheNetworkSeesThem()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = ImageNetworkFactory.Create(Configuration, _ => nn.Sequential(nn.Flatten(), new FirstThree()));
        network.Normalization.Set(new PixelStatistics([10], [2]));

        CollectionAssert.AreEqual(new[] { 2f, 2f, 2f }, network.forward(ones(1, 1, 4, 4).mul(11)).data<float>().ToArray());
    }

    [TestMethod]
    public void Parameters_LieUnderNetwork_AndTheLastLayerIsTheHead()
    {
        using ImageNetwork network = ImageNetworkFactory.Create(Configuration, classes => nn.Sequential(nn.Flatten(), nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, classes)));
        using MuonOptimizer optimizer = new(network, head: network.Head);

        CollectionAssert.AreEqual(
            new[] { "network.1.weight: matrix", "network.1.bias: vector", "network.3.weight: final head", "network.3.bias: vector" },
            optimizer.Routing.Rows.Select(row => $"{row.Path}: {row.Reason}").ToArray());
    }

    [TestMethod]
    public void WithoutAKnownLayer_ThereIsNoHead()
    {
        using ImageNetwork network = ImageNetworkFactory.Create(Configuration, _ => new FirstThree());

        Assert.IsNull(network.Head);
    }

    [TestMethod]
    public void LogitsOfAnotherShape_AreRefusedWithBothShapes()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = ImageNetworkFactory.Create(Configuration, _ => nn.Sequential(nn.Flatten(), nn.Linear(16, 5)));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => network.forward(ones(2, 1, 4, 4)));
        StringAssert.Contains(error.Message, "(2, 5)");
        StringAssert.Contains(error.Message, "(2, 3)");
    }

    [TestMethod]
    public void NullAndBFloat16_AreRefused()
    {
        Assert.ThrowsExactly<InvalidOperationException>(() => ImageNetworkFactory.Create(Configuration, _ => null!));
        using ImageNetwork network = ImageNetworkFactory.Create(Configuration, _ => new FirstThree());
        Assert.ThrowsExactly<NotSupportedException>(() => network.ComputeType = ScalarType.BFloat16);
    }

    private sealed class FirstThree() : nn.Module<Tensor, Tensor>(nameof(FirstThree))
    {
        public override Tensor forward(Tensor input) => input.narrow(1, 0, 3);
    }
}
