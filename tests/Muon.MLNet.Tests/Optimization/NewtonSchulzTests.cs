using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class NewtonSchulzTests
{
    private static readonly NewtonSchulz Five = new(NewtonSchulzSettings.From(MuonOptions.Keras()));

    [TestMethod]
    public void Square_example_of_Keras()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor result = Orthogonalize(tensor(new[,] { { 0.2499, 0.9105 }, { 0.2655, 0.8824 } }));
        AssertNear([-0.4422, 0.6457, 0.7285, 0.2968], result, 5e-4); // The input is rounded to four digits.
    }

    [TestMethod]
    public void Tall_example_of_Keller_Jordan()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor result = Orthogonalize(tensor(new[,]
        {
            { 0.83079288, 0.13086341 }, { 0.34745056, 0.05995961 }, { 0.02953721, 0.58638872 }, { 0.06437917, 0.68301915 },
        }));
        AssertNear([0.8826, 0.1575, 0.3692, 0.0714, 0.0445, 0.6226, 0.0836, 0.7259], result, 1e-4);
    }

    [TestMethod]
    [DataRow(false, false, 1.134072, 1.513779, 2.579922, 4.064357)]
    [DataRow(true, true, 0.988775, 1.887053, 2.873428, 3.97035)]
    [DataRow(true, false, 0.960313, 1.600671, 2.552499, 3.895172)]
    public void Single_Muon_step(bool keras313, bool rms, double a, double b, double c, double d)
    {
        using DisposeScope scope = NewDisposeScope();
        MuonOptions options = keras313 ? MuonOptions.Keras() : MuonOptions.Seed();
        options.RmsRate = rms ? 0.2 : null;
        options.LearningRate = 0.5;
        options.WeightDecay = options.AdamWeightDecay = null;
        options.RouteByStructure = false;
        using var network = new ParameterBag(("w", tensor(new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } })));
        using var optimizer = new MuonOptimizer(network, options);
        network.Get("w").mul(tensor(new[,] { { 1.0, 6.0 }, { 7.0, 2.0 } })).sum().backward();
        optimizer.step();
        AssertNear([a, b, c, d], network.Get("w"), 1e-5);
    }

    [TestMethod]
    public void Single_AdamW_step()
    {
        using DisposeScope scope = NewDisposeScope();
        MuonOptions options = MuonOptions.Keras();
        options.LearningRate = 0.5;
        options.AdamWeightDecay = 0;
        using var network = new ParameterBag(("w", tensor(new[] { 1.0, 2, 3, 4 })));
        using var optimizer = new MuonOptimizer(network, options);
        network.Get("w").mul(tensor(new[] { 1.0, 6, 7, 2 })).sum().backward();
        optimizer.step();
        AssertNear([0.5, 1.5, 2.5, 3.5], network.Get("w"), 5e-6); // ε̂ takes 1e-7 / √0.001 away.
    }

    [TestMethod]
    public void Size_of_the_input_does_not_matter()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Random(1, 6, 9);
        Assert.IsTrue(Five.Orthogonalize(x).allclose(Five.Orthogonalize(x.mul((Scalar)1e4)), 1e-6, 1e-7));
    }

    [TestMethod]
    [DataRow(5, 8)]
    [DataRow(3, 20)]
    public void Commutes_with_transposition(int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Random(2, rows, columns);
        Tensor turned = Five.Orthogonalize(x.transpose(1, 2).contiguous()).transpose(1, 2);
        Assert.IsTrue(Five.Orthogonalize(x).allclose(turned, 1e-12, 1e-13));
    }

    [TestMethod]
    public void Zero_stays_zero()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.AreEqual(0.0, Five.Orthogonalize(zeros(2, 4, 5, dtype: ScalarType.Float64)).abs().max().item<double>());
    }

    [TestMethod]
    public void Not_a_number_stays_in_its_matrix()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Random(2, 4, 5);
        x[0, 1, 2] = double.NaN;
        Tensor result = Five.Orthogonalize(x);
        Assert.IsTrue(double.IsNaN(result[0].sum().item<double>()));
        Assert.IsTrue(double.IsFinite(result[1].sum().item<double>()));
    }

    [TestMethod]
    public void Singular_values_come_near_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.AreEqual(0.88, MeanSquare(Five.Orthogonalize(Random(1, 12, 30))), 0.12);
        Assert.AreEqual(0.88, MeanSquare(Five.Orthogonalize(Random(1, 40, 40))), 0.25);
    }

    [TestMethod]
    public void Batch_equals_one_by_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Random(4, 6, 8);
        Tensor batch = Five.Orthogonalize(x);
        for (int i = 0; i < 4; i++)
        {
            Assert.IsTrue(batch[i].allclose(Five.Orthogonalize(x[i].unsqueeze(0))[0], 1e-12, 1e-13));
        }
    }

    [TestMethod]
    [DataRow(16, 16, 5)]
    [DataRow(16, 64, 5)]
    [DataRow(64, 16, 6)]
    [DataRow(32, 288, 6)]
    [DataRow(8, 200, 10)]
    [DataRow(300, 500, 5)]
    [DataRow(520, 131, 6)]
    [DataRow(257, 257, 7)]
    public void Gram_form_equals_the_plain_form(int rows, int columns, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        MuonOptions options = new() { NsSteps = steps };
        var newtonSchulz = new NewtonSchulz(NewtonSchulzSettings.From(options));
        Tensor x = Random(2, rows, columns);
        Tensor difference = newtonSchulz.Orthogonalize(x, gram: true).sub(newtonSchulz.Orthogonalize(x, gram: false));
        double worst = difference.abs().max().item<double>();
        Assert.IsLessThan(1e-12, worst);
    }

    [TestMethod]
    public void BFloat16_keeps_the_direction()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Random(2, 24, 60).to(ScalarType.Float32);
        var half = new NewtonSchulz(NewtonSchulzSettings.From(new MuonOptions { NsSteps = 5, Precision = OrthogonalizationPrecision.BFloat16 }));
        Tensor low = half.Orthogonalize(x);
        Assert.AreEqual(ScalarType.BFloat16, low.dtype);

        // Loose, because libtorch 1.13 is less accurate where the processor has no units for bfloat16.
        Tensor full = Five.Orthogonalize(x);
        Assert.AreEqual(MeanSquare(full), MeanSquare(low), 0.2);
        Tensor cosine = low.to(ScalarType.Float32).mul(full).sum().div(full.norm()).div(low.to(ScalarType.Float32).norm());
        Assert.IsGreaterThan(0.95, cosine.item<float>());
    }

    [TestMethod]
    public void Automatic_precision_keeps_small_and_double_matrices_as_they_are()
    {
        using DisposeScope scope = NewDisposeScope();
        var automatic = new NewtonSchulz(NewtonSchulzSettings.From(new MuonOptions { Precision = OrthogonalizationPrecision.Automatic }));
        Assert.AreEqual(ScalarType.Float64, automatic.Orthogonalize(Random(1, 80, 80)).dtype);
        Assert.AreEqual(ScalarType.Float32, automatic.Orthogonalize(Random(1, 8, 80).to(ScalarType.Float32)).dtype);
    }

    // The mean of the squared singular values: ‖O‖² / (number of them).
    private static double MeanSquare(Tensor matrices)
    {
        double norm = matrices.to(ScalarType.Float64).norm().item<double>();
        return norm * norm / (matrices.size(0) * Math.Min(matrices.size(1), matrices.size(2)));
    }

    private static Tensor Orthogonalize(Tensor matrix) => Five.Orthogonalize(matrix.unsqueeze(0))[0];

    private static Tensor Random(params long[] shape)
    {
        manual_seed(3);
        return randn(shape, dtype: ScalarType.Float64);
    }

    private static void AssertNear(double[] expected, Tensor actual, double tolerance)
    {
        double[] values = actual.detach().contiguous().reshape(-1).data<double>().ToArray();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], values[i], tolerance);
        }
    }
}
