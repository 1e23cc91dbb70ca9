using System.Runtime.InteropServices;

namespace Muon.MLNet;

/// <summary>How a weight of two to four dimensions is seen as matrices.</summary>
/// <param name="Batch">The number of matrices.</param>
/// <param name="Rows">Rows of each.</param>
/// <param name="Columns">Columns of each.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MatrixShape(long Batch, long Rows, long Columns)
{
    /// <param name="shape">The shape of the weight.</param>
    /// <param name="rule">What becomes of more than two dimensions.</param>
    /// <param name="parts">The number of matrices that are packed one below the other.</param>
    public static MatrixShape Of(long[] shape, HigherRankRule rule, int parts = 1) =>
        shape.Length == 3 && rule is HigherRankRule.Batch
            ? new(shape[0], shape[1], shape[2])
            : new(parts, shape[0] / parts, shape.Skip(1).Aggregate(1L, (product, size) => product * size));
}
