using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// Orthogonalises matrices approximately: singular vectors stay, singular values are driven towards one by an odd polynomial.
/// </summary>
/// <remarks>
/// <para>
/// Keller Jordan, https://kellerjordan.github.io/posts/muon; the Gram form is Dao-AILab's (gram-newton-schulz, 2026). Zero
/// stays zero; a matrix with an entry that is not finite becomes NaN. Entries so large or so small that their squares leave the
/// range of the type are no problem: the matrix is then divided by its largest entry first.
/// </para>
/// <para>
/// On a processor larger matrices are orthogonalised one by one in <see cref="Scratch"/> memory; small ones, and those of an
/// accelerator, as a stack. Which form and which way is a rule by shape, type and device, whose numbers were measured; it is
/// not measured anew at run time, because then two runs of one seed could differ.
/// </para>
/// </remarks>
internal sealed class NewtonSchulz
{
    /// <summary>From this ratio of the sides on, iterating on the short side needs fewer operations.</summary>
    /// <remarks>
    /// In products of the short side, for a group of three steps and a ratio α: plain 6α + 3, Gram 2α + 9; of two: 4α + 2, 2α + 5. Where symmetric
    /// products cost less, the Gram form gains still earlier, from 1.15.
    /// </remarks>
    private const double GramAspect = 1.5;

    /// <summary>From this short side on, a processor is kept busy by one matrix.</summary>
    private const long LargeSide = 64;

    /// <summary>Below this norm squares of entries may leave the range of float32.</summary>
    private const double LeastNorm = 1e-15;

    private readonly NewtonSchulzSettings _settings;
    private readonly (double A, double B, double C)[] _steps;

    public NewtonSchulz(NewtonSchulzSettings settings)
    {
        _settings = settings;
        _steps = settings.Steps;
    }

    /// <summary>Whether matrices of this shape are orthogonalised one by one, in scratch memory.</summary>
    /// <param name="device">Where they are.</param>
    /// <param name="rows">Rows of each.</param>
    /// <param name="columns">Columns of each.</param>
    public static bool OneByOne(DeviceType device, long rows, long columns) =>
        device is DeviceType.CPU && Math.Min(rows, columns) >= LargeSide;

    /// <summary>The floating-point operations, of matrix products alone, for one matrix.</summary>
    /// <param name="type">The type of the matrix.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public double Operations(ScalarType type, DeviceType device, long rows, long columns)
    {
        long side = Math.Min(rows, columns);
        long inner = Math.Max(rows, columns);
        ScalarType computation = TypeOf(type, device, side);
        int strips = OneByOne(device, rows, columns) ? ScratchProducts.StripsOf(side, computation) : 1;
        double gram = ScratchProducts.SymmetricOperations(side, inner, strips);
        double small = ScratchProducts.SymmetricOperations(side, side, strips);
        double apply = 2.0 * side * side * inner;
        return IsLong(rows, columns)
            ? NewtonSchulzForms.GramOperations(_steps, computation, gram, small, apply)
            : _steps.Length * (gram + small + apply);
    }

    /// <summary>Makes room, once, for matrices of a shape.</summary>
    public void Reserve(Scratch scratch, ScalarType type, long rows, long columns)
    {
        scratch.Reserve(type, rows, columns);
        scratch.Reserve(TypeOf(type, DeviceType.CPU, Math.Min(rows, columns)), rows, columns);
    }

    /// <summary>Orthogonalises each matrix of a stack.</summary>
    /// <param name="matrices">(batch, rows, columns), contiguous; unchanged.</param>
    /// <returns>(batch, rows, columns), in the type of the computation.</returns>
    public Tensor Orthogonalize(Tensor matrices) => Orthogonalize(matrices, IsLong(matrices.size(1), matrices.size(2)));

    internal Tensor Orthogonalize(Tensor matrices, bool gram)
    {
        long rows = matrices.size(1);
        long columns = matrices.size(2);
        if (!OneByOne(matrices.device_type, rows, columns))
        {
            return Stacked(matrices, gram);
        }

        using Scratch scratch = new();
        Tensor result = empty(matrices.shape, TypeOf(matrices), matrices.device);
        for (long i = 0; i < matrices.size(0); i++)
        {
            using Tensor matrix = matrices[i];
            using Tensor place = result[i];
            MatrixBuffer x = scratch.For(matrix.dtype, rows, columns).Rent();
            x.Value.copy_(matrix);
            place.copy_(OrthogonalizeRented(scratch, x, gram));
        }

        return result;
    }

    /// <summary>Orthogonalises one matrix in scratch memory.</summary>
    /// <param name="scratch">The scratch memory.</param>
    /// <param name="matrix">(rows, columns), rented from it; released.</param>
    /// <returns>(rows, columns), in the type of the computation: scratch memory, not to be disposed of, valid until the next call.</returns>
    public Tensor OrthogonalizeRented(Scratch scratch, MatrixBuffer matrix) =>
        OrthogonalizeRented(scratch, matrix, IsLong(matrix.Value.size(0), matrix.Value.size(1)));

    private Tensor OrthogonalizeRented(Scratch scratch, MatrixBuffer matrix, bool gram)
    {
        NormalizeInPlace(matrix.Value);
        MatrixBuffer x = matrix;
        ScratchProducts products = scratch.For(TypeOf(matrix.Value), matrix.Value.size(0), matrix.Value.size(1));
        if (!products.Owns(matrix))
        {
            x = products.Rent();
            x.Value.copy_(matrix.Value);
            scratch.For(matrix.Value.dtype, matrix.Value.size(0), matrix.Value.size(1)).Release(matrix);
        }

        x = gram ? NewtonSchulzForms.Gram(products, x, _steps, x.Value.dtype) : NewtonSchulzForms.Plain(products, x, _steps);
        products.Release(x);
        return x.Value;
    }

    private Tensor Stacked(Tensor matrices, bool gram)
    {
        bool tall = matrices.size(1) > matrices.size(2);

        // (batch, m, n) with m ≤ n, so that X·Xᵀ is the small side.
        Tensor x = Normalized(matrices).to(TypeOf(matrices));
        x = tall ? x.transpose(1, 2) : x;
        x = gram
            ? NewtonSchulzForms.Gram(StackedProducts.Instance, x, _steps, x.dtype)
            : NewtonSchulzForms.Plain(StackedProducts.Instance, x, _steps);
        return tall ? x.transpose(1, 2) : x;
    }

    // X / (‖X‖ + guard), or as the settings say, by the Frobenius norm. On a processor reading a number back costs nothing.
    private void NormalizeInPlace(Tensor x)
    {
        double norm = Norm(x);
        double largest = norm is >= LeastNorm and < double.PositiveInfinity ? 0 : Largest(x);
        if (largest is > 0 and < double.PositiveInfinity)
        {
            // (X / largest) / ((‖X‖ + guard) / largest)
            x.OverInPlace(largest);
            x.OverInPlace(_settings.Divisor(Norm(x), largest));
        }
        else
        {
            x.OverInPlace(_settings.Divisor(norm));
        }
    }

    private static double Norm(Tensor x)
    {
        if (x.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            using Tensor norm = x.norm();
            return norm.ToNumber();
        }

        using Tensor flat = x.view(-1);
        using Tensor square = flat.dot(flat); // Several times faster than norm().
        return Math.Sqrt(square.ToNumber());
    }

    private static double Largest(Tensor x)
    {
        using Tensor most = x.max(), least = x.min();
        return Math.Max(most.ToNumber(), -least.ToNumber());
    }

    // The same without reading a number back, which would make an accelerator wait: always divided by the largest entry first.
    private Tensor Normalized(Tensor matrices)
    {
        using Tensor sizes = matrices.mul(matrices.sign());                           // |X|
        using Tensor largest = sizes.amax(1, 2).view(-1, 1, 1);                       // (batch, 1, 1)
        using Tensor zero = largest.sign().neg_().PlusInPlace(1);
        using Tensor scale = largest.add(zero);                                      // 1 for a matrix of zeros
        using Tensor scaled = matrices.div(scale);
        using Tensor flat = scaled.flatten(1);                                       // (batch, rows·columns)
        using Tensor norms = flat.norm(1, keepdim: true, p: 2f);                      // (batch, 1)
        using Tensor norm = norms.unsqueeze(-1);                                     // (batch, 1, 1)
        using Tensor divisor = _settings.Divisor(norm, scale);
        return scaled.div(divisor);
    }

    private ScalarType TypeOf(Tensor matrices) =>
        TypeOf(matrices.dtype, matrices.device_type, Math.Min(matrices.size(-2), matrices.size(-1)));

    private ScalarType TypeOf(ScalarType type, DeviceType device, long side) => _settings.Precision switch
    {
        OrthogonalizationPrecision.BFloat16 => ScalarType.BFloat16,
        OrthogonalizationPrecision.Automatic when BFloat16Hardware.Pays(type, device, side) => ScalarType.BFloat16,
        _ => type,
    };

    private static bool IsLong(long rows, long columns) => Math.Max(rows, columns) >= GramAspect * Math.Min(rows, columns);
}
