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

    [TestMethod]
    public void Dropout_InTheUsersNetwork_IsDecidedByTheSeed_WhateverElseIsDrawn_AndDrawsNothingFromTheProcess()
    {
        using DisposeScope scope = NewDisposeScope();
        using ImageNetwork network = ImageNetworkFactory.Create(Configuration, _ => nn.Sequential(nn.Flatten(), nn.Dropout(0.5), new FirstThree()));
        Tensor input = ones(8, 1, 4, 4);
        network.BeginTraining();
        manual_seed(5);
        float[] expected = rand(3).data<float>().ToArray();

        float[][] Passes(int seed)
        {
            network.SeedDropout(seed);
            return [Pass(), Pass()];
        }

        float[] Pass()
        {
            manual_seed(5);
            float[] logits = network.forward(input).data<float>().ToArray();
            CollectionAssert.AreEqual(expected, rand(3).data<float>().ToArray());
            return logits;
        }

        float[][] first = Passes(1);
        float[][] again = Passes(1);
        CollectionAssert.AreEqual(first[0], again[0]);
        CollectionAssert.AreEqual(first[1], again[1]);
        CollectionAssert.AreNotEqual(first[0], first[1]);
        CollectionAssert.AreNotEqual(first[0], Passes(2)[0]);
        network.eval();
        Assert.AreEqual(1, network.forward(input).std().item<float>() + network.forward(input).max().item<float>(), "no dropout when judged");
    }

    private sealed class FirstThree() : nn.Module<Tensor, Tensor>(nameof(FirstThree))
    {
        public override Tensor forward(Tensor input) => input.narrow(1, 0, 3);
    }
}
