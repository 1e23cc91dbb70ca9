using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures that came as vectors of floats, and their classes, in memory.</summary>
/// <param name="shape">The size of the pictures.</param>
/// <param name="pixels">All pictures.</param>
/// <param name="rows">The picture of each example.</param>
/// <param name="classes">The class of each example, from 0.</param>
/// <param name="augmenter">Changes training pictures at random; <see langword="null"/> for a set that is only judged.</param>
internal sealed class VectorExamples(ImageNetworkConfiguration shape, PixelStore pixels, int[] rows, int[] classes, BatchAugmenter? augmenter)
    : ImageExamples(classes, augmenter)
{
    /// <summary>Wraps pixels as a tensor (batch, channels, height, width).</summary>
    public static Tensor ToTensor(float[] values, int batch, ImageNetworkConfiguration shape, Device device) =>
        tensor(values, [batch, shape.Channels, shape.Height, shape.Width], device: device);

    /// <summary>The pictures as a view of planes, float32 (batch, height, width, channels).</summary>
    protected override Tensor Read(ReadOnlySpan<int> indices)
    {
        float[] values = GC.AllocateUninitializedArray<float>(indices.Length * shape.PixelCount);
        for (int i = 0; i < indices.Length; i++)
        {
            pixels.Row(rows[indices[i]]).CopyTo(values.AsSpan(i * shape.PixelCount));
        }

        using DisposeScope scope = NewDisposeScope();
        return ToTensor(values, indices.Length, shape, CPU).permute(0, 2, 3, 1).MoveToOuterDisposeScope();
    }
}
