using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures that came as vectors of floats, and their classes, in memory.</summary>
/// <param name="shape">The size of the pictures.</param>
/// <param name="pixels">All pictures.</param>
/// <param name="rows">The picture of each example.</param>
/// <param name="classes">The class of each example, from 0.</param>
/// <param name="augmenter">Changes training pictures at random; <see langword="null"/> for a set that is only judged.</param>
internal sealed class VectorExamples(ImageNetworkConfiguration shape, PixelStore pixels, int[] rows, int[] classes, BatchAugmenter? augmenter) : IExampleSet
{
    public int Count => classes.Length;

    public IReadOnlyList<int> Classes => classes;

    public Batch Gather(ReadOnlySpan<int> indices, Device device)
    {
        long[] targets = new long[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            targets[i] = classes[indices[i]];
        }

        return new Batch(ToTensor(Read(indices), indices.Length, shape, device), tensor(targets, device: device));
    }

    public Batch GatherForTraining(ReadOnlySpan<int> indices, int epoch, int step, Device device)
    {
        if (augmenter is null)
        {
            return Gather(indices, device);
        }

        using var scope = NewDisposeScope();
        Tensor planar = ToTensor(Read(indices), indices.Length, shape, CPU);
        int[] targets = new int[indices.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = classes[indices[i]];
        }

        Batch batch = augmenter.Apply(planar.permute(0, 2, 3, 1), indices, targets, epoch, step, device);
        return new Batch(batch.Inputs.MoveToOuterDisposeScope(), batch.Classes.MoveToOuterDisposeScope(), batch.Targets?.MoveToOuterDisposeScope());
    }

    /// <summary>Wraps pixels as a tensor (batch, channels, height, width).</summary>
    public static Tensor ToTensor(float[] values, int batch, ImageNetworkConfiguration shape, Device device) =>
        tensor(values, [batch, shape.Channels, shape.Height, shape.Width], device: device);

    private float[] Read(ReadOnlySpan<int> indices)
    {
        float[] values = GC.AllocateUninitializedArray<float>(indices.Length * shape.PixelCount);
        for (int i = 0; i < indices.Length; i++)
        {
            pixels.Row(rows[indices[i]]).CopyTo(values.AsSpan(i * shape.PixelCount));
        }

        return values;
    }
}
