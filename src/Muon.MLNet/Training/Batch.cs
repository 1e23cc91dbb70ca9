using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Examples that are trained on together.</summary>
/// <param name="Inputs">One example per index along the first dimension.</param>
/// <param name="Classes">The classes, int64 (batch), from 0.</param>
/// <param name="Targets">
/// Where examples are mixed: the share of each class, float32 (batch, classes), rows of sum 1. <see langword="null"/> where
/// <paramref name="Classes"/> says it all.
/// </param>
internal readonly record struct Batch(Tensor Inputs, Tensor Classes, Tensor? Targets = null);
