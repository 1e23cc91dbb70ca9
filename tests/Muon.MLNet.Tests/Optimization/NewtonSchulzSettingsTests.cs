using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class NewtonSchulzSettingsTests
{
    [TestMethod]
    public void One_polynomial_is_repeated()
    {
        NewtonSchulzSettings settings = NewtonSchulzSettings.From(new MuonOptions { NsSteps = 3, MuonA = 2, MuonB = -1.5, MuonC = 0.5 });
        CollectionAssert.AreEqual(new[] { (2.0, -1.5, 0.5), (2.0, -1.5, 0.5), (2.0, -1.5, 0.5) }, settings.Steps);
    }

    [TestMethod]
    [DataRow(CoefficientTable.Quintic, 4.0848, 2.8366)]
    [DataRow(CoefficientTable.PolarExpress, 8.156554524902461, 2.3465413258596377)]
    public void Table_gives_its_first_rows_and_repeats_its_last(CoefficientTable table, double first, double last)
    {
        double[] a = A(7);
        Assert.AreEqual(first, a[0]);
        CollectionAssert.AreEqual(new[] { last, last, last }, a[4..]);
        Assert.AreNotEqual(last, a[3]);
        CollectionAssert.AreEqual(a[..3], A(3));

        double[] A(int steps) => [.. NewtonSchulzSettings.From(new MuonOptions { Coefficients = table, NsSteps = steps }).Steps.Select(step => step.A)];
    }

    // Bounds seen on a grid in double precision, for singular values from 'lowest' to 1 of a matrix of norm 1.
    [TestMethod]
    [DataRow(CoefficientTable.Polynomial, 0.01, 0.682, 1.134)]
    [DataRow(CoefficientTable.Polynomial, 0.001, 0.471, 1.202)]
    [DataRow(CoefficientTable.Quintic, 0.01, 0.978, 1.032)]
    [DataRow(CoefficientTable.Quintic, 0.001, 0.475, 1.145)]
    [DataRow(CoefficientTable.PolarExpress, 0.01, 0.859, 1.141)]
    [DataRow(CoefficientTable.PolarExpress, 0.001, 0.847, 1.141)]
    public void Singular_values_come_into_the_band_of_the_table(CoefficientTable table, double lowest, double low, double high)
    {
        NewtonSchulzSettings settings = NewtonSchulzSettings.From(new MuonOptions { Coefficients = table, NsSteps = 5 });
        double[] results = [.. Enumerable.Range(0, 20001).Select(i => Math.Pow(lowest, i / 20000.0) / settings.Safety)
            .Select(s => settings.Steps.Aggregate(s, (x, step) => (step.A * x) + (step.B * x * x * x) + (step.C * x * x * x * x * x)))];
        Assert.AreEqual(low, results.Min(), 1e-3);
        Assert.AreEqual(high, results.Max(), 1e-3);
    }

    [TestMethod]
    [DataRow(CoefficientTable.Polynomial, NormGuard.Added, 3.0, 3 + 1e-7)]
    [DataRow(CoefficientTable.Quintic, NormGuard.Added, 0.0, 1e-7)]
    [DataRow(CoefficientTable.Polynomial, NormGuard.Minimum, 3.0, 3.0)]
    [DataRow(CoefficientTable.Polynomial, NormGuard.Minimum, 1e-9, 1e-7)]
    [DataRow(CoefficientTable.PolarExpress, NormGuard.Added, 3.0, (1.02 * 3) + 1e-6)]
    [DataRow(CoefficientTable.PolarExpress, NormGuard.Minimum, 0.0, 1e-6)]
    public void Norm_is_guarded(CoefficientTable table, NormGuard guard, double norm, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        NewtonSchulzSettings settings = NewtonSchulzSettings.From(new MuonOptions { Coefficients = table, NormGuard = guard });
        Assert.AreEqual(expected, settings.Divisor(norm), 1e-15);

        // Of a matrix that was divided by 1000 before, without reading numbers back.
        Tensor scaled = settings.Divisor(tensor(norm / 1000, dtype: ScalarType.Float64), tensor(1000.0));
        Assert.AreEqual(expected / 1000, scaled.item<double>(), 1e-15);
    }

    [TestMethod]
    [DataRow(CoefficientTable.Quintic)]
    [DataRow(CoefficientTable.PolarExpress)]
    public void Orthogonalised_matrix_has_the_singular_vectors_of_its_input(CoefficientTable table)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        Tensor x = randn(1, 8, 12, dtype: ScalarType.Float64);
        Tensor o = new NewtonSchulz(NewtonSchulzSettings.From(new MuonOptions { Coefficients = table, NsSteps = 12 })).Orthogonalize(x)[0];

        // X·Oᵀ is symmetric when O = U·f(Σ)·Vᵀ, and O·Oᵀ is near the identity.
        Tensor product = x[0].matmul(o.t());
        Assert.IsTrue(product.allclose(product.t(), 1e-9, 1e-9));
        Assert.IsLessThan(0.3, o.matmul(o.t()).sub(eye(8, dtype: ScalarType.Float64)).abs().max().item<double>());
    }
}
