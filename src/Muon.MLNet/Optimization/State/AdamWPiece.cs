using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>A parameter in a segment of an AdamW bucket, or some rows of a parameter that is longer than a segment.</summary>
/// <param name="Member">The number of the parameter in its bucket.</param>
/// <param name="Row">The first of its rows (entries of the first dimension).</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="IsWhole">Whether these are all rows.</param>
/// <param name="Offset">The first of its entries in the segment.</param>
/// <param name="Length">The number of its entries.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AdamWPiece(int Member, long Row, long Rows, bool IsWhole, long Offset, long Length)
{
    /// <summary>These rows of a tensor in the shape of the parameter.</summary>
    public Tensor Of(Tensor tensor) => IsWhole ? tensor : tensor.narrow(0, Row, Rows);

    /// <summary>The shape of these rows.</summary>
    public long[] Shape(long[] shape) => IsWhole ? shape : [Rows, .. shape.Skip(1)];
}
