using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>The two ways to compute the same Newton–Schulz steps, X ← a·X + b·(X·Xᵀ)·X + c·(X·Xᵀ)²·X.</summary>
internal static class NewtonSchulzForms
{
    /// <summary>The Gram form computes R = X·Xᵀ afresh after at most so many steps.</summary>
    /// <remarks>
    /// Later, the rounding errors of R drown the small singular values; earlier, these have not yet grown enough for a fresh R to
    /// tell them from rounding errors. Measured for 128×512 with singular values from 1 to 10⁻⁴ after five steps in float32,
    /// relative to float64: plain 5e-6, fresh after two steps 2e-5, after three 5e-6, never 2e-4.
    /// </remarks>
    private const int StepsPerGram = 3;

    /// <summary>
    /// By how much the steps of a group may grow small singular values in bfloat16: two steps of Keller Jordan's polynomial, but
    /// not three.
    /// </summary>
    /// <remarks>
    /// Entries of Q are as large as that growth, and where they must cancel, in the direction of a large singular value, their
    /// rounding errors leak into others. With three steps that is a tenth of the update and the same at every step: two epochs on
    /// 12,000 pictures of MNIST end at 0.970 (three seeds) instead of 0.989. With two steps they end at 0.989, as the plain form
    /// and float32 do.
    /// </remarks>
    private const double GrowthPerGramBFloat16 = 17;

    /// <summary>Each step by its definition: per step two products with X and one of the short side.</summary>
    /// <param name="products">The products.</param>
    /// <param name="x">X; released.</param>
    /// <param name="steps">(a, b, c) of each step.</param>
    /// <typeparam name="TMatrix">What holds a matrix.</typeparam>
    /// <returns>Of the shape of X.</returns>
    public static TMatrix Plain<TMatrix>(IMatrixProducts<TMatrix> products, TMatrix x, ReadOnlySpan<(double A, double B, double C)> steps)
    {
        foreach ((double a, double b, double c) in steps)
        {
            TMatrix r = products.Gram(x);
            TMatrix p = products.Polynomial(r, 0, b, c);                             // P = b·R + c·R²
            products.Release(r);
            TMatrix next = products.Apply(x, a, p);                                  // X ← a·X + P·X
            products.Release(p);
            products.Release(x);
            x = next;
        }

        return x;
    }

    /// <summary>
    /// Groups of steps on the short side alone. With P = a + b·R + c·R² a step is X ← P·X, hence R ← P·R·P; the product Q of the
    /// P's of a group is applied to X at its end.
    /// </summary>
    /// <param name="products">The products.</param>
    /// <param name="x">X; released.</param>
    /// <param name="steps">(a, b, c) of each step.</param>
    /// <param name="type">The type of the computation.</param>
    /// <typeparam name="TMatrix">What holds a matrix.</typeparam>
    /// <returns>Of the shape of X.</returns>
    public static TMatrix Gram<TMatrix>(
        IMatrixProducts<TMatrix> products, TMatrix x, ReadOnlySpan<(double A, double B, double C)> steps, ScalarType type)
        where TMatrix : class
    {
        while (!steps.IsEmpty)
        {
            int group = GroupLength(steps, type);
            TMatrix q = Group(products, x, steps[..group]);
            TMatrix next = products.Apply(x, 0, q);
            products.Release(q);
            products.Release(x);
            x = next;
            steps = steps[group..];
        }

        return x;
    }

    /// <summary>The operations of the Gram form, from those of its three kinds of products.</summary>
    /// <param name="steps">(a, b, c) of each step.</param>
    /// <param name="type">The type of the computation.</param>
    /// <param name="gram">Operations of X·Xᵀ.</param>
    /// <param name="small">Operations of a product of two symmetric matrices.</param>
    /// <param name="apply">Operations of Q·X.</param>
    public static double GramOperations(
        ReadOnlySpan<(double A, double B, double C)> steps, ScalarType type, double gram, double small, double apply)
    {
        double sum = 0;
        while (!steps.IsEmpty)
        {
            // A group of n steps: n squares, n − 1 updates of R by two products, n − 1 of Q by one.
            int group = GroupLength(steps, type);
            sum += gram + apply + (((4 * group) - 3) * small);
            steps = steps[group..];
        }

        return sum;
    }

    private static int GroupLength(ReadOnlySpan<(double A, double B, double C)> steps, ScalarType type)
    {
        double limit = type is ScalarType.BFloat16 ? GrowthPerGramBFloat16 : double.PositiveInfinity;
        double growth = Math.Abs(steps[0].A);
        int length = 1;
        while (length < Math.Min(steps.Length, StepsPerGram) && growth * Math.Abs(steps[length].A) <= limit)
        {
            growth *= Math.Abs(steps[length].A);
            length++;
        }

        return length;
    }

    // The product Q of the P's.
    private static TMatrix Group<TMatrix>(IMatrixProducts<TMatrix> products, TMatrix x, ReadOnlySpan<(double A, double B, double C)> steps)
        where TMatrix : class
    {
        TMatrix r = products.Gram(x);
        TMatrix? q = null;
        for (int i = 0; ; i++)
        {
            TMatrix p = products.Polynomial(r, steps[i].A, steps[i].B, steps[i].C);
            if (i + 1 == steps.Length)
            {
                products.Release(r);
                return Times(products, p, q);
            }

            TMatrix half = products.Symmetric(p, r);
            products.Release(r);
            r = products.Symmetric(half, p);                                         // R ← P·R·P
            products.Release(half);
            q = q is null ? p : Times(products, p, q);                               // Q ← P·Q
        }
    }

    private static TMatrix Times<TMatrix>(IMatrixProducts<TMatrix> products, TMatrix p, TMatrix? q)
        where TMatrix : class
    {
        if (q is null)
        {
            return p;
        }

        TMatrix product = products.Symmetric(p, q);
        products.Release(p);
        products.Release(q);
        return product;
    }
}
