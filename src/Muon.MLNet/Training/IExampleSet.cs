using TorchSharp;

namespace Muon.MLNet.Training;

/// <summary>Labelled examples that can be read in any order.</summary>
internal interface IExampleSet
{
    /// <summary>Gets the number of examples.</summary>
    int Count { get; }

    /// <summary>Gathers a batch.</summary>
    /// <param name="indices">The examples wanted, each from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="device">Where the tensors are to live.</param>
    /// <returns>The inputs, one example per index along the first dimension, and the classes, int64 (indices.Length), from 0.</returns>
    (torch.Tensor Inputs, torch.Tensor Classes) Gather(ReadOnlySpan<int> indices, torch.Device device);
}
