using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>NorMuon (arXiv 2510.05491): rows of an orthogonalised update are brought to a similar size.</summary>
/// <remarks>
/// The running average starts at zero and is not corrected for that: the correction would be one factor for the whole matrix,
/// and the norm is restored anyway. A row of zeros stays zero.
/// </remarks>
internal static class RowNormalization
{
    /// <summary>Far below the root mean square of any row that is not zero; keeps zero rows at zero.</summary>
    private const double Guard = 1e-10;

    /// <summary>v ← β₂·v + (1 − β₂)·mean(O²) for each row; O / √v with the norm of O.</summary>
    /// <param name="direction">O, (batch, rows, columns).</param>
    /// <param name="velocity">v, (batch, rows, 1), or (batch, 1, columns) where columns are the outputs; updated.</param>
    /// <param name="beta2">β₂.</param>
    /// <returns>(batch, rows, columns), in the type of <paramref name="velocity"/>.</returns>
    public static Tensor Apply(Tensor direction, Tensor velocity, double beta2)
    {
        Tensor o = direction.to(velocity.dtype);
        long inputs = velocity.size(1) == 1 ? 1 : 2;
        velocity.TimesInPlace(beta2).PlusInPlace(1 - beta2, o.square().mean([inputs], keepdim: true));

        Tensor scaled = o.div(velocity.sqrt().PlusInPlace(Guard));                   // (batch, rows, columns)
        Tensor factor = Norm(o).div_(Norm(scaled).AtLeastInPlace(Guard));            // (batch, 1, 1)
        return scaled.mul_(factor);
    }

    private static Tensor Norm(Tensor matrices) => matrices.flatten(1).norm(1, keepdim: true).unsqueeze(-1);
}
