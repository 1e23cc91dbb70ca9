namespace Muon.MLNet;

/// <summary>How the orthogonalised update of a weight matrix is scaled before it is subtracted.</summary>
/// <remarks>
/// An orthogonalised matrix has singular values near one whatever its shape, so its entries shrink as the matrix grows.
/// A factor that depends on the shape makes one learning rate fit all layers.
/// </remarks>
public enum UpdateScaling
{
    /// <summary><c>√max(1, inputs / outputs)</c>: Keras 3.10 to 3.12, where kernels are laid out (inputs, outputs).</summary>
    InputOverOutput,

    /// <summary><c>√max(1, outputs / inputs)</c>: KellerJordan/Muon and <c>torch.optim.Muon</c>'s "original" mode.</summary>
    OutputOverInput,

    /// <summary>
    /// <see cref="MuonOptions.RmsRate"/> <c>· √max(inputs, outputs)</c>: Keras ≥ 3.13, Moonlight (arXiv 2502.16982) and
    /// <c>torch.optim.Muon</c>'s "match_rms_adamw" mode. Entries of the update then have a root mean square near
    /// <see cref="MuonOptions.RmsRate"/>, as AdamW's have near 0.2, so learning rates found for AdamW carry over.
    /// </summary>
    MatchRms,

    /// <summary>The update is taken as it is.</summary>
    None,
}
