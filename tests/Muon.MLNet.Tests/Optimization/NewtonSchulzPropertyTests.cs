using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>What must hold for every matrix. Shapes go across the border between stacked and one-by-one products.</summary>
[TestClass]
public sealed class NewtonSchulzPropertyTests
{
    private static readonly CoefficientTable[] Tables = Enum.GetValues<CoefficientTable>();

    // Singular values from 1 down to 10^-decades.
    private static readonly Gen<MatrixCase> Cases =
        from rows in Gen.Elements(1, 2, 5, 24, 63, 64, 70, 100, 200)
        from columns in Gen.Elements(1, 3, 8, 40, 64, 65, 128, 230)
        from decades in Gen.Choose(0, 3)
        from table in Gen.Elements(Tables)
        from steps in Gen.Choose(1, 7)
        from seed in Gen.Choose(0, 1 << 20)
        select new MatrixCase(rows, columns, decades, table, steps, seed);

    [TestMethod]
    public void Commutes_with_transposition() => ForAll(item =>
    {
        Tensor x = item.Matrix();
        return Distance(item.Orthogonalize(x.transpose(1, 2).contiguous()).transpose(1, 2), item.Orthogonalize(x)) < 1e-9;
    });

    [TestMethod]
    public void Commutes_with_a_change_of_orthogonal_bases() => ForAll(item =>
    {
        Tensor x = item.Matrix();
        Tensor left = MatrixCase.Orthogonal(item.Rows), right = MatrixCase.Orthogonal(item.Columns);
        Tensor changed = left.matmul(x).matmul(right).contiguous();
        return Distance(item.Orthogonalize(changed), left.matmul(item.Orthogonalize(x)).matmul(right)) < 1e-9;
    });

    // What is left of the scale is the guard of 1e-7, or 1e-6, so that norms are far above it here.
    [TestMethod]
    public void Is_invariant_to_scale() => ForAll(item =>
    {
        Tensor x = item.Matrix();
        Tensor large = item.Orthogonalize(x.mul((Scalar)1e6));
        return new[] { 1e9, 1e100, 1e250 }.All(scale => Distance(item.Orthogonalize(x.mul((Scalar)scale)), large) < 1e-7);
    });

    [TestMethod]
    public void Gram_form_equals_the_plain_form() => ForAll(item =>
    {
        // Where singular values are spread over decades, both forms have rounding errors larger than that.
        MatrixCase even = item with { Decades = 0 };
        Tensor x = even.Matrix();
        NewtonSchulz newtonSchulz = even.NewtonSchulz();
        return Distance(newtonSchulz.Orthogonalize(x, gram: true), newtonSchulz.Orthogonalize(x, gram: false)) < 1e-12;
    });

    [TestMethod]
    public void Stack_equals_one_by_one() => ForAll(item =>
    {
        Tensor x = cat([item.Matrix(), (item with { Seed = item.Seed + 1 }).Matrix(), zeros(1, item.Rows, item.Columns, dtype: ScalarType.Float64)], 0);
        Tensor stack = item.Orthogonalize(x);
        return Enumerable.Range(0, 3).All(i => Distance(stack[i], item.Orthogonalize(x[i].unsqueeze(0).contiguous())[0]) < 1e-12);
    });

    [TestMethod]
    public void Zero_stays_zero() => ForAll(item =>
        item.Orthogonalize(zeros(2, item.Rows, item.Columns)).abs().max().item<float>() == 0);

    [TestMethod]
    public void Rank_one_keeps_its_direction_and_comes_into_the_band() => ForAll(item =>
    {
        manual_seed(item.Seed);
        Tensor x = randn(1, item.Rows, 1, dtype: ScalarType.Float64).matmul(randn(1, 1, item.Columns, dtype: ScalarType.Float64));
        Tensor unit = x.div(x.norm());
        Tensor result = (item with { Steps = 5 }).Orthogonalize(x.contiguous());
        double length = result.mul(unit).sum().item<double>();
        return length is > 0.6 and < 1.25 && Distance(result, unit.mul((Scalar)length)) < 1e-9;
    });

    // In float32 squares of such entries are infinite, or zero.
    [TestMethod]
    public void Huge_entries_are_no_problem() => ForAll(item =>
    {
        Tensor x = item.Matrix().to(ScalarType.Float32);
        Tensor huge = x.div(x.abs().max()).mul((Scalar)1e38);
        return Distance(item.Orthogonalize(huge), item.Orthogonalize(x)) < 1e-3;
    });

    [TestMethod]
    public void Tiny_entries_give_what_the_guard_leaves() => ForAll(item =>
    {
        Tensor x = item.Matrix().to(ScalarType.Float32);
        Tensor shape = x.div(x.norm());
        return new[] { 1e-12, 1e-30, 1e-42 }.All(size =>
        {
            // The guard is far larger than the norm, so that the polynomial is linear: a₁·a₂·… times the input / guard.
            NewtonSchulzSettings settings = item.Settings();
            double factor = settings.Steps.Aggregate(1.0, (product, step) => product * step.A) / settings.Guard;
            Tensor tiny = shape.to(ScalarType.Float64).mul((Scalar)size).to(ScalarType.Float32);
            Tensor expected = tiny.to(ScalarType.Float64).mul((Scalar)factor);
            Tensor result = item.Orthogonalize(tiny).to(ScalarType.Float64);
            bool finite = result.isfinite().all().item<bool>();
            return finite && (size * factor > 1e-3 || result.sub(expected).norm().item<double>() <= (1e-3 * expected.norm().item<double>()) + 1e-36);
        });
    });

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    public void Matrix_with_an_entry_that_is_not_finite_becomes_not_a_number_and_no_other(double value) => ForAll(item =>
    {
        Tensor x = cat([item.Matrix(), item.Matrix()], 0);
        x[0, item.Rows - 1, item.Columns / 2] = value;
        Tensor result = item.Orthogonalize(x);
        return result[0].isnan().all().item<bool>() && result[1].isfinite().all().item<bool>();
    });

    // Random gradients, and such of low rank with noise, as momentum is in training.
    [TestMethod]
    [DataRow(64, 64)]
    [DataRow(128, 512)]
    [DataRow(576, 64)]
    [DataRow(40, 200)]
    public void BFloat16_keeps_singular_values_near_the_band_of_float32(int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        for (int seed = 0; seed < 5; seed++)
        {
            manual_seed(seed);
            Tensor noise = randn(1, rows, columns);
            Tensor low = randn(1, rows, 8).matmul(randn(1, 8, columns));
            foreach (Tensor x in new[] { noise, low.add(noise) })
            {
                (double fullLeast, double fullMost) = Band(x, OrthogonalizationPrecision.Full);
                (double halfLeast, double halfMost) = Band(x, OrthogonalizationPrecision.BFloat16);
                string bands = $"[{fullLeast:F3}, {fullMost:F3}], in bfloat16 [{halfLeast:F3}, {halfMost:F3}]";
                Assert.AreEqual(fullLeast, halfLeast, 0.05, bands);
                Assert.AreEqual(fullMost, halfMost, 0.05, bands);
            }
        }
    }

    private static (double Least, double Most) Band(Tensor x, OrthogonalizationPrecision precision)
    {
        MuonOptions options = MuonOptions.Moonlight();
        options.Precision = precision;
        Tensor result = new NewtonSchulz(NewtonSchulzSettings.From(options)).Orthogonalize(x).to(ScalarType.Float64)[0];
        Tensor values = linalg.svdvals(result);
        return (values.min().item<double>(), values.max().item<double>());
    }

    // Relative to the norm, which is that of the square root of the short side, about.
    private static double Distance(Tensor left, Tensor right)
    {
        Tensor difference = left.to(ScalarType.Float64).sub(right.to(ScalarType.Float64));
        return difference.norm().item<double>() / Math.Max(right.to(ScalarType.Float64).norm().item<double>(), 1e-300);
    }

    private static void ForAll(Func<MatrixCase, bool> property) => Prop
        .ForAll(Cases.ToArbitrary(), item =>
        {
            using DisposeScope scope = NewDisposeScope();
            return property(item);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Muon.Testing.TestLength.Rounds(40, 1000)).WithReplay(2026, 1123));
}
