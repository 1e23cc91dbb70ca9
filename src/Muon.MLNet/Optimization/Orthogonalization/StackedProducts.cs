using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// Products of stacks of matrices, (batch, m, n) with m ≤ n, each stack by one call of libtorch: for small matrices, of which
/// one alone does not keep a processor busy, and for accelerators.
/// </summary>
internal sealed class StackedProducts : IMatrixProducts<Tensor>
{
    private StackedProducts()
    {
    }

    public static StackedProducts Instance { get; } = new();

    public Tensor Gram(Tensor x)
    {
        using Tensor transposed = x.transpose(1, 2);
        return x.bmm(transposed);
    }

    public Tensor Polynomial(Tensor r, double constant, double linear, double square)
    {
        Tensor p = MultiplyAdd.Compute(r, linear, r, r, square);
        if (constant != 0)
        {
            using Tensor diagonal = p.diagonal(0, 1, 2);
            diagonal.PlusInPlace(constant);
        }

        return p;
    }

    public Tensor Symmetric(Tensor left, Tensor right) => left.bmm(right);

    public Tensor Apply(Tensor x, double constant, Tensor p) =>
        constant == 0 ? p.bmm(x) : MultiplyAdd.Compute(x, constant, p, x, 1);

    public void Release(Tensor matrix) => matrix.Dispose();
}
