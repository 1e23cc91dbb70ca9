using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Images;

/// <summary>Pictures and their classes, however the pixels are kept.</summary>
/// <param name="classes">The class of each example, from 0.</param>
/// <param name="augmenter">Changes training pictures at random; <see langword="null"/> for a set that is only judged.</param>
internal abstract class ImageExamples(int[] classes, BatchAugmenter? augmenter) : IExampleSet
{
    public int Count => classes.Length;

    public IReadOnlyList<int> Classes => classes;

    public Batch Gather(ReadOnlySpan<int> indices, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Read(indices).to(device).to(ScalarType.Float32); // (batch, height, width, channels)

        // As a view the channels stay the innermost dimension in memory, if they were, in which convolutions are fastest.
        Tensor inputs = pixels.permute(0, 3, 1, 2);
        Tensor targets = tensor(Array.ConvertAll(ClassesOf(indices), target => (long)target), device: device);
        return new Batch(inputs.MoveToOuterDisposeScope(), targets.MoveToOuterDisposeScope());
    }

    public Batch GatherForTraining(ReadOnlySpan<int> indices, int epoch, int step, Device device)
    {
        if (augmenter is null)
        {
            return Gather(indices, device);
        }

        using DisposeScope scope = NewDisposeScope();
        Batch batch = augmenter.Apply(Read(indices), indices, ClassesOf(indices), epoch, step, device);
        return new Batch(batch.Inputs.MoveToOuterDisposeScope(), batch.Classes.MoveToOuterDisposeScope(), batch.Targets?.MoveToOuterDisposeScope());
    }

    /// <summary>The pictures of some examples, uint8 or float32 (batch, height, width, channels).</summary>
    protected abstract Tensor Read(ReadOnlySpan<int> indices);

    private int[] ClassesOf(ReadOnlySpan<int> indices)
    {
        int[] found = new int[indices.Length];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = classes[indices[i]];
        }

        return found;
    }
}
