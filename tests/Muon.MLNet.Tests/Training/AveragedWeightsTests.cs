using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class AveragedWeightsTests
{
    [TestMethod]
    public void Update_FollowsTheFormula_ForWeightsAndBuffers()
    {
        using SmallConvNet network = new(new ImageNetworkConfiguration(1, 8, 8, 2));
        using AveragedWeights average = new(network, decay: 0.3);
        using DisposeScope scope = NewDisposeScope();
        Tensor bias = network.get_parameter("head.bias");
        Tensor mean = network.get_buffer("normalize.mean");
        using IDisposable noGrad = no_grad();
        double expected = bias[0].item<float>();
        double expectedMean = mean.flatten()[0].item<float>();

        for (int step = 1; step <= 6; step++)
        {
            bias.fill_(step);
            mean.fill_(-step);
            average.Update();
            double momentum = Math.Min(0.3, (1.0 + step) / (10.0 + step));
            expected = (momentum * expected) + ((1 - momentum) * step);
            expectedMean = (momentum * expectedMean) - ((1 - momentum) * step);
        }

        average.Exchange();
        Assert.AreEqual(expected, bias[0].item<float>(), 1e-5);
        Assert.AreEqual(expectedMean, mean.flatten()[0].item<float>(), 1e-5);
        average.Exchange();
        Assert.AreEqual(6, bias[0].item<float>());
        Assert.AreEqual(-6, mean.flatten()[0].item<float>());
    }
}
