using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Training;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures in a cache of bytes, and their classes.</summary>
/// <param name="cache">Records of height · width · 3 bytes.</param>
/// <param name="height">Rows of a record.</param>
/// <param name="width">Columns of a record.</param>
/// <param name="slots">The record of each example.</param>
/// <param name="classes">The class of each example, from 0.</param>
/// <param name="augmenter">Changes training pictures at random; <see langword="null"/> for a set that is only judged.</param>
internal sealed class PictureExamples(PictureCache cache, int height, int width, long[] slots, int[] classes, BatchAugmenter? augmenter) : IExampleSet
{
    public int Count => classes.Length;

    public IReadOnlyList<int> Classes => classes;

    public Batch Gather(ReadOnlySpan<int> indices, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor pixels = Read(indices).to(device).to(ScalarType.Float32); // (batch, height, width, 3)

        // As a view the channels stay the innermost dimension in memory, in which convolutions are fastest.
        Tensor inputs = pixels.permute(0, 3, 1, 2);
        Tensor targets = tensor(Targets(indices), device: device);
        return new Batch(inputs.MoveToOuterDisposeScope(), targets.MoveToOuterDisposeScope());
    }

    public Batch GatherForTraining(ReadOnlySpan<int> indices, int epoch, int step, Device device)
    {
        if (augmenter is null)
        {
            return Gather(indices, device);
        }

        using Tensor pixels = Read(indices);
        int[] targets = new int[indices.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = classes[indices[i]];
        }

        return augmenter.Apply(pixels, indices, targets, epoch, step, device);
    }

    /// <summary>The records as a tensor, uint8 (batch, height, width, 3).</summary>
    private Tensor Read(ReadOnlySpan<int> indices)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(indices.Length * cache.RecordLength);
        for (int i = 0; i < indices.Length; i++)
        {
            cache.Read(slots[indices[i]], bytes.AsSpan(i * cache.RecordLength, cache.RecordLength));
        }

        return tensor(bytes, [indices.Length, height, width, RgbPicture.Channels]);
    }

    private long[] Targets(ReadOnlySpan<int> indices)
    {
        long[] targets = new long[indices.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = classes[indices[i]];
        }

        return targets;
    }
}
