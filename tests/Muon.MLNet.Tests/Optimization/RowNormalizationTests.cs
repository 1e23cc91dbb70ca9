using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class RowNormalizationTests
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(1)]
    public void First_step_makes_rows_equal_and_keeps_the_norm(int inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(9);
        Tensor direction = randn(3, 5, 7, dtype: ScalarType.Float64);
        Tensor velocity = zeros(inputs == 2 ? [3, 5, 1] : [3, 1, 7], ScalarType.Float64);
        Tensor result = RowNormalization.Apply(direction, velocity, beta2: 0.95);
        Assert.IsTrue(result.flatten(1).norm(1).allclose(direction.flatten(1).norm(1), 1e-12, 0));
        Tensor squares = result.square().mean([inputs], keepdim: true);
        Assert.IsTrue(squares.allclose(squares.mean([1, 2], keepdim: true).expand(squares.shape), 1e-6, 0));
        Assert.IsTrue(velocity.allclose(direction.square().mean([inputs], keepdim: true).mul((Scalar)0.05), 1e-12, 0));
    }

    [TestMethod]
    public void Rows_that_are_usually_large_shrink()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor velocity = tensor(new[] { 4.0, 1.0 }).view(1, 2, 1);
        Tensor result = RowNormalization.Apply(ones(1, 2, 3, dtype: ScalarType.Float64), velocity, beta2: 0.5);

        // v = (2.5, 1): rows 1/√2.5 and 1, times √(2 / (0.4 + 1)).
        double factor = Math.Sqrt(2 / 1.4);
        Assert.AreEqual(factor / Math.Sqrt(2.5), result[0, 0, 0].item<double>(), 1e-9);
        Assert.AreEqual(factor, result[0, 1, 2].item<double>(), 1e-9);
    }

    [TestMethod]
    public void Zero_stays_zero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor direction = ones(2, 3, 4, dtype: ScalarType.Float64);
        direction[0] = zeros(3, 4, dtype: ScalarType.Float64);
        direction[1, 2] = zeros(4, dtype: ScalarType.Float64);
        Tensor result = RowNormalization.Apply(direction, zeros(2, 3, 1, dtype: ScalarType.Float64), beta2: 0.95);
        Assert.AreEqual(0.0, result[0].abs().sum().item<double>());
        Assert.AreEqual(0.0, result[1, 2].abs().sum().item<double>());
        Assert.AreEqual(1.0, result[1, 0, 0].item<double>(), 1e-9);
    }

    [TestMethod]
    public void Result_has_the_type_of_the_state()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor result = RowNormalization.Apply(ones(1, 2, 3).to(ScalarType.BFloat16), zeros(1, 2, 1), beta2: 0.95);
        Assert.AreEqual(ScalarType.Float32, result.dtype);
    }
}
