namespace Muon.MLNet;

/// <summary>What becomes of weights with three or four dimensions, such as the filters of a convolution.</summary>
/// <remarks>Weights with more than four dimensions always take the AdamW step.</remarks>
public enum HigherRankRule
{
    /// <summary>
    /// One matrix: the first dimension by all others, (outputs, inputs·height·width). The shape factor is that of this
    /// matrix.
    /// </summary>
    Flatten,

    /// <summary>
    /// One matrix as in <see cref="Flatten"/>, but the shape factor is computed from the last two dimensions of the
    /// unflattened weight (for square filters it is 1), as KellerJordan/Muon does.
    /// </summary>
    FlattenLastTwo,

    /// <summary>
    /// Three dimensions: a batch of matrices over the first dimension, with the shape factor of the first two dimensions.
    /// Four dimensions: AdamW. Keras 3.10 to 3.12 does this.
    /// </summary>
    Batch,

    /// <summary>AdamW: Keras ≥ 3.13 and <c>torch.optim.Muon</c> orthogonalise matrices only.</summary>
    AdamW,
}
