using TorchSharp;

namespace Muon.MLNet.Training;

/// <summary>Labelled examples that can be read in any order.</summary>
internal interface IExampleSet
{
    /// <summary>Gets the number of examples.</summary>
    int Count { get; }

    /// <summary>Gets the class of each example, from 0.</summary>
    IReadOnlyList<int> Classes { get; }

    /// <summary>Gathers a batch as it is judged and predicted: nothing is changed at random.</summary>
    /// <param name="indices">The examples wanted, each from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="device">Where the tensors are to live.</param>
    Batch Gather(ReadOnlySpan<int> indices, torch.Device device);

    /// <summary>The tokens of some examples, padding left out; <see langword="null"/> where they have none.</summary>
    /// <param name="indices">The examples.</param>
    long? CountTokens(ReadOnlySpan<int> indices) => null;

    /// <summary>Changes a shuffled order so that what is in a batch goes well together. By default it stays as it is.</summary>
    /// <param name="order">A permutation of all examples.</param>
    /// <param name="plan">Cuts it into batches.</param>
    /// <param name="random">Decides what is left to chance.</param>
    void Arrange(int[] order, BatchPlan plan, Random random)
    {
    }

    /// <summary>Gathers a batch to learn from, changed at random. May be called on another thread than the training thread.</summary>
    /// <param name="indices">The examples wanted.</param>
    /// <param name="epoch">The pass over the data, from 1.</param>
    /// <param name="step">The batch of this epoch, from 0; with <paramref name="epoch"/> it decides what is drawn for the whole batch.</param>
    /// <param name="device">Where the tensors are to live.</param>
    Batch GatherForTraining(ReadOnlySpan<int> indices, int epoch, int step, torch.Device device) => Gather(indices, device);
}
