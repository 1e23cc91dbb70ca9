using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>One matrix in memory that is used again and again, with the views of it that products by strips need.</summary>
internal sealed class MatrixBuffer : IDisposable
{
    private readonly Tensor[] _strips;
    private readonly Tensor[] _transposedStrips;
    private readonly Tensor[] _fromDiagonal;
    private readonly Tensor[] _transposedFromDiagonal;
    private readonly Tensor[] _above;
    private readonly Tensor[] _below;

    /// <param name="storage">(at least rows·columns); stays the caller's.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="strips">The number of strips that each side is cut into.</param>
    public MatrixBuffer(Tensor storage, long rows, long columns, int strips)
    {
        using Tensor used = storage.narrow(0, 0, rows * columns);
        Value = Keep(used.view(rows, columns));
        Transposed = Keep(Value.t());
        Diagonal = Keep(Value.diagonal(0, 0, 1));
        _strips = Cut(Value, rows, strips);
        _transposedStrips = Cut(Transposed, columns, strips);
        _fromDiagonal = FromDiagonal(Value, columns, strips);
        _transposedFromDiagonal = FromDiagonal(Transposed, rows, strips);
        bool square = rows == columns && strips > 1;
        UpperStrips = square ? Upper(rows, strips) : [];
        _above = square ? [.. Parts(rows, strips).SkipLast(1).Select(part => Block(part.Start, part.Length, part.Start + part.Length, rows, transposed: true))] : [];
        _below = square ? [.. Parts(rows, strips).SkipLast(1).Select(part => Block(part.Start + part.Length, rows - part.Start - part.Length, part.Start, part.Start + part.Length, transposed: false))] : [];
    }

    /// <summary>(rows, columns).</summary>
    public Tensor Value { get; }

    /// <summary>(columns, rows): the same memory.</summary>
    public Tensor Transposed { get; }

    /// <summary>(the shorter side): the same memory.</summary>
    public Tensor Diagonal { get; }

    /// <summary>Of a square matrix: each strip of rows, from the diagonal block on to the right.</summary>
    public Tensor[] UpperStrips { get; }

    /// <summary>Strips of rows, or of the rows of the transposed matrix.</summary>
    public Tensor[] Strips(bool transposed) => transposed ? _transposedStrips : _strips;

    /// <summary>For each strip the columns from where it starts, of this or of the transposed matrix.</summary>
    public Tensor[] FromDiagonal(bool transposed) => transposed ? _transposedFromDiagonal : _fromDiagonal;

    /// <summary>Copies what is right of the diagonal blocks of a square matrix to below them.</summary>
    public void MirrorUpper()
    {
        for (int i = 0; i < _above.Length; i++)
        {
            _below[i].copy_(_above[i]);
        }
    }

    public void Dispose()
    {
        IEnumerable<Tensor> all = [Value, Transposed, Diagonal, .. _strips, .. _transposedStrips, .. _fromDiagonal,
            .. _transposedFromDiagonal, .. UpperStrips, .. _above, .. _below];
        foreach (Tensor view in all)
        {
            view.Dispose();
        }
    }

    /// <summary>The start and the length of each of some parts, the longer ones first.</summary>
    public static IEnumerable<(long Start, long Length)> Parts(long side, int count)
    {
        long start = 0;
        for (int i = 0; i < count; i++)
        {
            long length = (side - start + (count - i) - 1) / (count - i);
            yield return (start, length);
            start += length;
        }
    }

    private static Tensor[] Cut(Tensor matrix, long rows, int strips) =>
        [.. Parts(rows, strips).Select(part => Keep(matrix.narrow(0, part.Start, part.Length)))];

    private static Tensor[] FromDiagonal(Tensor matrix, long columns, int strips) =>
        [.. Parts(columns, strips).Select(part => Keep(matrix.narrow(1, part.Start, columns - part.Start)))];

    private Tensor[] Upper(long side, int strips) =>
        [.. Parts(side, strips).Select(part => Block(part.Start, part.Length, part.Start, side, transposed: false))];

    private Tensor Block(long row, long rows, long fromColumn, long toColumn, bool transposed)
    {
        using Tensor strip = Value.narrow(0, row, rows);
        Tensor block = strip.narrow(1, fromColumn, toColumn - fromColumn);
        if (!transposed)
        {
            return Keep(block);
        }

        using (block)
        {
            return Keep(block.t());
        }
    }

    private static Tensor Keep(Tensor view) => view.DetachFromDisposeScope();
}
