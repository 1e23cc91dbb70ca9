using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures and their classes, in memory.</summary>
internal sealed class ImageExamples(ImageNetworkConfiguration shape, PixelStore pixels, IReadOnlyList<int> classes) : IExampleSet
{
    public int Count => pixels.Count;

    /// <summary>Gets the class of each picture, from 0.</summary>
    public IReadOnlyList<int> Classes => classes;

    /// <summary>Mean and 1 / standard deviation of the pixels, per channel.</summary>
    public PixelStatistics Statistics() => pixels.Statistics(shape.Channels);

    public Batch Gather(ReadOnlySpan<int> indices, Device device)
    {
        float[] values = new float[indices.Length * shape.PixelCount];
        long[] targets = new long[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            pixels.Row(indices[i]).CopyTo(values.AsSpan(i * shape.PixelCount));
            targets[i] = classes[indices[i]];
        }

        return new Batch(ToTensor(values, indices.Length, shape, device), tensor(targets, device: device));
    }

    /// <summary>Wraps pixels as a tensor (batch, channels, height, width).</summary>
    public static Tensor ToTensor(float[] values, int batch, ImageNetworkConfiguration shape, Device device) =>
        tensor(values, [batch, shape.Channels, shape.Height, shape.Width], device: device);
}
