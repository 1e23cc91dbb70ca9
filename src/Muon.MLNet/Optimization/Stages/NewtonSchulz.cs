using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// Orthogonalises matrices approximately: singular vectors stay, singular values are driven towards one by an odd polynomial.
/// </summary>
/// <remarks>
/// Keller Jordan, https://kellerjordan.github.io/posts/muon; the Gram form is Dao-AILab's (gram-newton-schulz, 2026). Zero
/// stays zero; a matrix with an entry that is not finite becomes NaN.
/// </remarks>
internal sealed class NewtonSchulz
{
    /// <summary>From this ratio of the sides on, iterating on the short side needs fewer operations.</summary>
    private const double GramAspect = 2.0;

    /// <summary>The Gram form computes X·Xᵀ afresh after so many steps, before its rounding errors grow.</summary>
    private const int GramRestart = 2;

    private readonly NewtonSchulzSettings _settings;
    private readonly (double A, double B, double C)[] _steps;

    public NewtonSchulz(NewtonSchulzSettings settings)
    {
        _settings = settings;
        _steps = settings.Steps;
    }

    /// <summary>Orthogonalises each matrix of a batch.</summary>
    /// <param name="matrices">(batch, rows, columns), contiguous.</param>
    /// <returns>(batch, rows, columns), in the type of the computation.</returns>
    public Tensor Orthogonalize(Tensor matrices) =>
        Orthogonalize(matrices, gram: AspectRatio(matrices.shape) >= GramAspect);

    internal Tensor Orthogonalize(Tensor matrices, bool gram)
    {
        bool tall = matrices.size(1) > matrices.size(2);

        // (batch, m, n) with m ≤ n, so that X·Xᵀ is the small side.
        Tensor x = Normalize(matrices);
        x = tall ? x.transpose(1, 2) : x;
        x = gram ? GramForm(x) : PlainForm(x);
        return tall ? x.transpose(1, 2) : x;
    }

    // X / (‖X‖ + guard), or as the settings say; each matrix by its own Frobenius norm.
    private Tensor Normalize(Tensor matrices)
    {
        using Tensor flat = matrices.flatten(1);                                        // (batch, rows·columns)
        using Tensor norm = flat.norm(1, keepdim: true, p: 2f);                         // (batch, 1)
        using Tensor divisor = _settings.Divisor(norm).unsqueeze(-1);                   // (batch, 1, 1)
        Tensor normalized = matrices.div(divisor);
        return UseBFloat16(matrices) ? normalized.to(ScalarType.BFloat16) : normalized;
    }

    private bool UseBFloat16(Tensor matrices) => _settings.Precision switch
    {
        OrthogonalizationPrecision.BFloat16 => true,
        OrthogonalizationPrecision.Automatic => BFloat16Hardware.Pays(matrices),
        _ => false,
    };

    private Tensor PlainForm(Tensor x)
    {
        foreach ((double a, double b, double c) in _steps)
        {
            using Tensor transposed = x.transpose(1, 2);
            using Tensor gram = x.bmm(transposed);                                   // A = X·Xᵀ      (batch, m, m)
            using Tensor polynomial = MultiplyAdd.Compute(gram, b, gram, gram, c);   // P = b·A + c·A·A
            x = MultiplyAdd.Compute(x, a, polynomial, x, 1);                         // X ← a·X + P·X
        }

        return x;
    }

    // With R = X·Xᵀ and P = a + b·R + c·R², a step is X ← P·X, hence R ← P·R·P. Only (m, m) matrices are touched until the
    // product Q of the P's is applied to X.
    private Tensor GramForm(Tensor x)
    {
        Tensor? q = null;
        Tensor r = Gram(x);
        for (int i = 0; i < _steps.Length; i++)
        {
            (double a, double b, double c) = _steps[i];
            Tensor p = MultiplyAdd.Compute(r, b, r, r, c);                           // (batch, m, m)
            p.diagonal(0, 1, 2).PlusInPlace(a);
            q = q is null ? p : p.bmm(q);
            if (i == _steps.Length - 1)
            {
                break;
            }

            if (i + 1 == GramRestart)
            {
                x = q.bmm(x);                                                        // (batch, m, n)
                r = Gram(x);
                q = null;
            }
            else
            {
                r = p.bmm(r).bmm(p);
            }
        }

        return q is null ? x : q.bmm(x);
    }

    private static Tensor Gram(Tensor x)
    {
        using Tensor transposed = x.transpose(1, 2);
        return x.bmm(transposed);
    }

    private static double AspectRatio(long[] shape) =>
        (double)Math.Max(shape[1], shape[2]) / Math.Min(shape[1], shape[2]);
}
