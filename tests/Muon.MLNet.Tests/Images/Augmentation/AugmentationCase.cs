using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Networks;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation;

/// <summary>Pictures made of numbers, and an augmenter for them.</summary>
internal static class AugmentationCase
{
    public const int Classes = 5;

    public static BatchAugmenter Augmenter(ImageAugmentation options, int height, int width, int channels, int seed = 1) =>
        new(options, height, width, Classes, new PixelStatistics(Fill(channels, 100f), Fill(channels, 1 / 50f)), seed);

    /// <summary>Bytes (batch, h, w, channels), different in every picture; those with the same index and seed are the same.</summary>
    public static Tensor Bytes(int seed, int batch, int height, int width, int channels)
    {
        byte[] values = new byte[batch * height * width * channels];
        new Random(seed).NextBytes(values);
        using Tensor flat = tensor(values);
        return flat.reshape(batch, height, width, channels);
    }

    public static int[] Indices(int batch) => [.. Enumerable.Range(10, batch)];

    public static int[] Targets(int batch) => [.. Enumerable.Range(0, batch).Select(i => i % Classes)];

    /// <summary>The inputs that become of the pictures in epoch 1, step 0.</summary>
    public static Tensor Apply(ImageAugmentation options, Tensor pixels, int height, int width, int epoch = 1, int seed = 1, int[]? indices = null)
    {
        int batch = (int)pixels.shape[0];
        return Augmenter(options, height, width, (int)pixels.shape[3], seed)
            .Apply(pixels, indices ?? Indices(batch), Targets(batch), epoch, 0, CPU).Inputs;
    }

    public static float[] Values(Tensor x) => x.contiguous().data<float>().ToArray();

    public static void SameBits(Tensor expected, Tensor actual)
    {
        CollectionAssert.AreEqual(expected.shape, actual.shape);
        CollectionAssert.AreEqual(Values(expected), Values(actual));
    }

    private static float[] Fill(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
