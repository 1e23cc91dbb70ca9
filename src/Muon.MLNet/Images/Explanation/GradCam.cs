using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Muon.MLNet.Images.Explanation;

/// <summary>
/// Where a network sees a class: ReLU of the sum of its last features, each weighted by the mean gradient of the class's logit with
/// respect to it (Grad-CAM, Selvaraju et al., arXiv:1610.02391).
/// </summary>
internal static class GradCam
{
    /// <summary>Computes how much each pixel speaks for a class.</summary>
    /// <param name="network">A network in evaluation mode. It is only read, so that it may predict at the same time.</param>
    /// <param name="input">One picture, (1, channels, height, width), raw pixels, on the network's device.</param>
    /// <param name="targetClass">The class, from 0.</param>
    /// <returns>[height, width], from 0 to 1, the highest value; all 0 where nothing speaks for the class.</returns>
    public static float[,] Heat(ConvolutionalNetwork network, Tensor input, int targetClass)
    {
        if (network.training)
        {
            throw new InvalidOperationException("The network is in training mode; an explanation must not change its running statistics. Call eval() first.");
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor features = Features(network, input); // (1, features, h, w)
        Tensor gradient = Gradient(network, features, targetClass);
        using IDisposable noGrad = no_grad();
        Tensor weights = gradient.mean([2L, 3L], keepdim: true); // (1, features, 1, 1)
        Tensor heat = features.mul(weights).sum(1, keepdim: true).to(ScalarType.Float32).relu(); // (1, 1, h, w)
        int height = (int)input.shape[2], width = (int)input.shape[3];
        Tensor pixels = functional.interpolate(heat, [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
        return Scaled(pixels.cpu().contiguous().data<float>().ToArray(), height, width);
    }

    private static Tensor Features(ConvolutionalNetwork network, Tensor input)
    {
        using IDisposable noGrad = no_grad();
        Tensor features = network.Features(input).detach();
        features.requires_grad = true;
        return features;
    }

    /// <summary>The gradient of one logit with respect to the features; the parameters get none.</summary>
    private static Tensor Gradient(ConvolutionalNetwork network, Tensor features, int targetClass)
    {
        using IDisposable withGrad = enable_grad();
        Tensor logits = network.Classify(features); // (1, classes)
        if (targetClass < 0 || targetClass >= logits.shape[1])
        {
            throw new ArgumentOutOfRangeException(nameof(targetClass), targetClass, $"The class is {targetClass}; the network has {logits.shape[1]} classes, from 0.");
        }

        return autograd.grad([logits[0, targetClass]], [features])[0];
    }

    private static float[,] Scaled(float[] values, int height, int width)
    {
        float most = values.Max();
        float[,] heat = new float[height, width];
        for (int i = 0; most > 0 && i < values.Length; i++)
        {
            heat[i / width, i % width] = values[i] / most;
        }

        return heat;
    }
}
