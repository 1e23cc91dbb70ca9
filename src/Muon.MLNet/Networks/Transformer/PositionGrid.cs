using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks.Transformer;

/// <summary>Position embeddings of another number of patches.</summary>
internal static class PositionGrid
{
    /// <summary>
    /// Interpolates the positions of a square grid to another grid, bicubically; the first row, that of the class token, is kept.
    /// </summary>
    /// <param name="positions">(1, 1 + g², width).</param>
    /// <param name="rows">Rows of the new grid.</param>
    /// <param name="columns">Columns of the new grid.</param>
    /// <returns>(1, 1 + rows·columns, width), or null where <paramref name="positions"/> is no such tensor.</returns>
    public static Tensor? Resize(Tensor positions, long rows, long columns)
    {
        long[] shape = positions.shape;
        if (shape is not [1, > 1, _])
        {
            return null;
        }

        long side = (long)Math.Round(Math.Sqrt(shape[1] - 1));
        if ((side * side) + 1 != shape[1])
        {
            return null;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor grid = positions.narrow(1, 1, side * side).reshape(1, side, side, shape[2]).permute(0, 3, 1, 2); // (1, width, g, g)
        Tensor resized = nn.functional
            .interpolate(grid, [rows, columns], mode: InterpolationMode.Bicubic, align_corners: false)
            .permute(0, 2, 3, 1)
            .reshape(1, rows * columns, shape[2]);
        return cat([positions.narrow(1, 0, 1), resized], 1).MoveToOuterDisposeScope();
    }
}
