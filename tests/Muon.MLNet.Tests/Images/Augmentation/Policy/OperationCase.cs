using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Images.Augmentation.Policy;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

/// <summary>An operation on one picture of bytes.</summary>
internal static class OperationCase
{
    /// <summary>What becomes of a picture (channels, h, w), as its values in that order.</summary>
    public static float[] Apply(IPictureOperation operation, float[] values, long[] shape, float strength)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = tensor(values, [1, .. shape]);
        return AugmentationCase.Values(operation.Apply(pictures, [strength], PixelRange.Of(pictures, bytes: true)));
    }

    public static void Near(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-3, $"[{i}]");
        }
    }
}
