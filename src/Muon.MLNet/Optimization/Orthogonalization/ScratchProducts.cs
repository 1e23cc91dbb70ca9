using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// Products of one matrix of a given shape, written into memory that is allocated once. Of a symmetric result only the blocks
/// on and above the diagonal are computed, and mirrored.
/// </summary>
/// <remarks>
/// With a side cut into k strips a symmetric product takes (k + 1) / 2k of the operations. More strips are not better: short
/// strips keep the processor less busy, most of all in bfloat16. Measured with two cores and OpenBLAS, gain of k strips over
/// one: float32 256×1024 k = 2 1.14, 384×1536 k = 3 1.21, 768×3072 k = 4 1.47; bfloat16 256×1024 k = 2 1.00, 384×1536
/// k = 2 1.20, 768×3072 k = 4 1.46.
/// </remarks>
internal sealed class ScratchProducts : IMatrixProducts<MatrixBuffer>, IDisposable
{
    private const int MostStrips = 4;
    private const long ShortestStrip = 96;
    private const long ShortestStripBFloat16 = 192;

    /// <summary>How many matrices of the shape of X the forms hold at a time, and how many of its short side.</summary>
    private const int Long = 2, Short = 4;

    private readonly Stack<MatrixBuffer> _long = [];
    private readonly Stack<MatrixBuffer> _short = [];
    private readonly List<MatrixBuffer> _all = [];
    private readonly bool _tall;
    private readonly bool _exactNumbers;

    /// <param name="storage">Gives memory by its number; called once for each number from 0.</param>
    /// <param name="rows">Rows of X.</param>
    /// <param name="columns">Columns of X.</param>
    /// <param name="type">The type of X.</param>
    public ScratchProducts(Func<int, Tensor> storage, long rows, long columns, ScalarType type)
    {
        _tall = rows > columns;
        _exactNumbers = type is ScalarType.Float64;
        long side = Math.Min(rows, columns);
        int strips = StripsOf(side, type);
        for (int i = 0; i < Long + Short; i++)
        {
            var buffer = i < Long
                ? new MatrixBuffer(storage(i), rows, columns, strips)
                : new MatrixBuffer(storage(i), side, side, strips);
            _all.Add(buffer);
            Release(buffer);
        }
    }

    /// <summary>The entries that each of the memories must have for a shape of X.</summary>
    public static long[] Sizes(long rows, long columns)
    {
        long side = Math.Min(rows, columns);
        return [.. Enumerable.Repeat(rows * columns, Long), .. Enumerable.Repeat(side * side, Short)];
    }

    /// <summary>The number of strips that a side is cut into.</summary>
    public static int StripsOf(long side, ScalarType type) =>
        (int)Math.Clamp(side / (type is ScalarType.BFloat16 ? ShortestStripBFloat16 : ShortestStrip), 1, MostStrips);

    /// <summary>The floating-point operations of a product (side, inner)·(inner, side) that is symmetric.</summary>
    public static double SymmetricOperations(long side, long inner, int strips) =>
        MatrixBuffer.Parts(side, strips).Sum(part => 2.0 * part.Length * (side - part.Start) * inner);

    /// <summary>Whether a matrix is one of these.</summary>
    public bool Owns(MatrixBuffer matrix) => _all.Contains(matrix);

    /// <summary>A matrix of the shape of X, to be filled.</summary>
    public MatrixBuffer Rent() => _long.Pop();

    public MatrixBuffer Gram(MatrixBuffer x)
    {
        MatrixBuffer r = _short.Pop();
        MultiplySymmetric(r, x.Strips(_tall), x.FromDiagonal(!_tall), 0, 1);
        return r;
    }

    public MatrixBuffer Polynomial(MatrixBuffer r, double constant, double linear, double square)
    {
        MatrixBuffer p = _short.Pop();
        if (_exactNumbers)
        {
            // The factors of the product are single precision.
            MultiplySymmetric(p, r.Strips(false), r.FromDiagonal(false), 0, 1);
            p.Value.TimesInPlace(square);
            p.Value.PlusInPlace(linear, r.Value);
        }
        else
        {
            p.Value.copy_(r.Value);
            MultiplySymmetric(p, r.Strips(false), r.FromDiagonal(false), (float)linear, (float)square);
        }

        if (constant != 0)
        {
            p.Diagonal.PlusInPlace(constant);
        }

        return p;
    }

    public MatrixBuffer Symmetric(MatrixBuffer left, MatrixBuffer right)
    {
        MatrixBuffer product = _short.Pop();
        MultiplySymmetric(product, left.Strips(false), right.FromDiagonal(false), 0, 1);
        return product;
    }

    public MatrixBuffer Apply(MatrixBuffer x, double constant, MatrixBuffer p)
    {
        MatrixBuffer result = _long.Pop();
        (Tensor left, Tensor right) = _tall ? (x.Value, p.Value) : (p.Value, x.Value);
        if (constant == 0)
        {
            result.Value.addmm_(left, right, 0, 1);
        }
        else if (_exactNumbers)
        {
            result.Value.addmm_(left, right, 0, 1);
            result.Value.PlusInPlace(constant, x.Value);
        }
        else
        {
            result.Value.copy_(x.Value);
            result.Value.addmm_(left, right, (float)constant, 1);
        }

        return result;
    }

    public void Release(MatrixBuffer matrix) => (_all.IndexOf(matrix) < Long ? _long : _short).Push(matrix);

    public void Dispose() => _all.ForEach(buffer => buffer.Dispose());

    // result ← beta·result + alpha·left·right. libtorch does not read the result where beta is 0, so it may hold anything.
    private static void MultiplySymmetric(MatrixBuffer result, Tensor[] strips, Tensor[] fromDiagonal, float beta, float alpha)
    {
        if (strips.Length == 1)
        {
            result.Value.addmm_(strips[0], fromDiagonal[0], beta, alpha);
            return;
        }

        for (int i = 0; i < strips.Length; i++)
        {
            result.UpperStrips[i].addmm_(strips[i], fromDiagonal[i], beta, alpha);
        }

        result.MirrorUpper();
    }
}
