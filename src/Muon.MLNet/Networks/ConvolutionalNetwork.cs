using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A network whose last convolution still knows where in the picture it looks.</summary>
internal abstract class ConvolutionalNetwork(string name) : ImageNetwork(name)
{
    /// <summary>Computes the features of each place of the picture.</summary>
    /// <param name="input">Pictures, (batch, channels, height, width).</param>
    /// <returns>(batch, features, h, w).</returns>
    public abstract Tensor Features(Tensor input);

    /// <summary>Computes the logits from the features.</summary>
    /// <param name="features">(batch, features, h, w).</param>
    /// <returns>(batch, classes).</returns>
    public abstract Tensor Classify(Tensor features);
}
