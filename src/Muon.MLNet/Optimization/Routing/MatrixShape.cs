using System.Runtime.InteropServices;

namespace Muon.MLNet;

/// <summary>How a weight of two to four dimensions is seen as matrices.</summary>
/// <param name="Batch">The number of matrices.</param>
/// <param name="Rows">Rows of each.</param>
/// <param name="Columns">Columns of each.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MatrixShape(long Batch, long Rows, long Columns)
{
    public static MatrixShape Of(long[] shape, HigherRankRule rule) =>
        shape.Length == 3 && rule is HigherRankRule.Batch
            ? new(shape[0], shape[1], shape[2])
            : new(1, shape[0], shape.Skip(1).Aggregate(1L, (product, size) => product * size));
}
