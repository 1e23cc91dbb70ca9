using Muon.MLNet.Networks;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Networks;

[TestClass]
public sealed class SmallConvNetTests
{
    [TestMethod]
    [DataRow(1, 28, 28, 10)]
    [DataRow(3, 64, 48, 5)]
    [DataRow(1, 8, 8, 3)]
    [DataRow(1, 1, 1, 2)]
    [DataRow(4, 5, 100, 7)]
    public void Forward_GivesLogitsForPicturesOfAnySize(int channels, int height, int width, int classes)
    {
        using var scope = NewDisposeScope();
        using SmallConvNet network = new(new ImageNetworkConfiguration(channels, height, width, classes));

        Tensor logits = network.forward(rand(2L * channels * height * width).reshape(2, channels, height, width));

        CollectionAssert.AreEqual(new long[] { 2, classes }, logits.shape);
        Assert.IsTrue(logits.isfinite().all().item<bool>());
    }

    [TestMethod]
    public void Head_IsTheLayerOfTheLogits_AndGoesToAdamW()
    {
        using SmallConvNet network = new(new ImageNetworkConfiguration(1, 28, 28, 10));
        using MuonOptimizer optimizer = new(network, head: network.Head);

        CollectionAssert.AreEqual(
            new[] { "convolutions.0.weight", "convolutions.1.weight", "convolutions.2.weight", "convolutions.3.weight" },
            optimizer.Routing.Rows.Where(row => row.Rule == UpdateRule.Muon).Select(row => row.Path).ToArray());
        Assert.AreEqual(UpdateRule.AdamW, optimizer.Routing.Rows.Single(row => row.Path == "head.weight").Rule);
    }

    [TestMethod]
    public void Initialization_DependsOnTheSeedAlone_AndLeavesTheGeneratorAsItWas()
    {
        ImageNetworkConfiguration configuration = new(1, 8, 8, 2);
        random.manual_seed(11);
        using Tensor expected = rand(3);

        random.manual_seed(11);
        using SmallConvNet first = SeededGenerator.Run(5, () => new SmallConvNet(configuration));
        using Tensor actual = rand(3);
        using SmallConvNet second = SeededGenerator.Run(5, () => new SmallConvNet(configuration));
        using SmallConvNet other = SeededGenerator.Run(6, () => new SmallConvNet(configuration));

        CollectionAssert.AreEqual(expected.data<float>().ToArray(), actual.data<float>().ToArray());
        float[] Head(SmallConvNet network) => network.state_dict()["head.weight"].data<float>().ToArray();
        CollectionAssert.AreEqual(Head(first), Head(second));
        CollectionAssert.AreNotEqual(Head(first), Head(other));
    }
}
