using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>A random matrix and settings of the orthogonalisation.</summary>
internal sealed record MatrixCase(int Rows, int Columns, int Decades, CoefficientTable Table, int Steps, int Seed)
{
    /// <summary>(1, rows, columns) in float64, singular values from about √short side down by decades.</summary>
    public Tensor Matrix()
    {
        manual_seed(Seed);
        Tensor x = randn(1, Rows, Columns, dtype: ScalarType.Float64);
        int side = Math.Min(Rows, Columns);
        if (Decades == 0 || side == 1)
        {
            return x;
        }

        double[] values = [.. Enumerable.Range(0, side).Select(i => Math.Sqrt(side) * Math.Pow(10, -Decades * (double)i / (side - 1)))];
        Tensor left = Orthogonal(Rows).narrow(2, 0, side), right = Orthogonal(Columns).narrow(1, 0, side);
        return left.mul(tensor(values)).matmul(right).contiguous();
    }

    /// <summary>A random orthogonal matrix, (1, side, side) in float64: some reflections, one after the other.</summary>
    public static Tensor Orthogonal(long side)
    {
        Tensor product = eye(side, dtype: ScalarType.Float64);
        for (int i = 0; i < 5; i++)
        {
            // I − 2·v·vᵀ / ‖v‖²
            Tensor v = randn(side, 1, dtype: ScalarType.Float64);
            product = product.sub(product.matmul(v).matmul(v.t()).mul((Scalar)2).div(v.square().sum()));
        }

        return product.unsqueeze(0);
    }

    public NewtonSchulzSettings Settings() => NewtonSchulzSettings.From(new MuonOptions { Coefficients = Table, NsSteps = Steps });

    public NewtonSchulz NewtonSchulz() => new(Settings());

    public Tensor Orthogonalize(Tensor matrices) => NewtonSchulz().Orthogonalize(matrices);
}
