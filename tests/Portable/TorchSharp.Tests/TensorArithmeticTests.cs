using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

[TestClass]
public sealed class TensorArithmeticTests : ScopedTests
{
    private static Tensor X => torch.tensor(new[] { 1.0, 4.0 });

    private static Tensor Y => torch.tensor(new[] { 2.0, -8.0 });

    [TestMethod]
    public void OperatorsWithTensorsAndNumbersOnEitherSide()
    {
        Near([3, -4], X + Y);
        Near([-1, 12], X - Y);
        Near([2, -32], X * Y);
        Near([0.5, -0.5], X / Y);
        Near([3, 6], X + 2);
        Near([3, 6], 2 + X);
        Near([0.5, 2], 0.5 * X);
        Near([1, -2], 2 - X);
        Near([2, 0.5], 2 / X);
        Near([0, 1], X % 3 - 1 + X % 3 - X % 3 + torch.tensor(new[] { 0.0, 1.0 }));
        Near([-1, -4], -X);
        Near([-1, -4], X.neg());
        Near([2, 0], X.add(Y, 0.5));
        Near([-1, 2], X.sub(2));
        Assert.AreEqual(ScalarType.Float32, (torch.ones(1) * 0.1).dtype, "a number does not widen");
        Assert.AreEqual(ScalarType.Float32, (torch.ones(1, dtype: ScalarType.Int64) * 0.5f).dtype);
        Assert.AreEqual(ScalarType.Float64, (torch.ones(1) + X).dtype);
    }

    [TestMethod]
    public void InPlaceForms()
    {
        Tensor x = X;
        Assert.AreSame(x, x.add_(Y, 0.5));
        Near([2, 0], x);
        Near([4, 2], x.add_(1).sub_(-1));
        Near([4, 2], x.add_(Y).sub_(Y));
        Near([8, 4], x.mul_(2));
        Near([4, 2], x.div_(2));
        Near([5, 1], x.addcmul_(torch.tensor(new[] { 1.0, 1.0 }), torch.tensor(new[] { 2.0, -2.0 }), 0.5));
        Near([6, 0], x.addcdiv_(torch.tensor(new[] { 3.0, 3.0 }), torch.tensor(new[] { 1.5, -1.5 }), 0.5));
        Near([4, -4], x.lerp_(Y, torch.tensor(0.5)));
        Near([2, -2], x.clamp_(-2, 2));
        Near([4, 4], x.pow_(2));
        Near([2, 2], x.sqrt_());
        Near([0.5, 0.5], x.copy_(torch.full(2, 4.0)).rsqrt_());
        Near([0, 0], x.zero_());
    }

    [TestMethod]
    public void Functions()
    {
        Near([Math.E, Math.Exp(4)], X.exp());
        Near([0, Math.Log(4)], X.log());
        Near([1, 2], X.sqrt());
        Near([1, 0.5], X.rsqrt());
        Near([1, 16], X.square());
        Near([1, 8], X.pow(1.5));
        Near([2, 8], Y.abs());
        Near([1, -1], Y.sign());
        Near([2, 4], X.maximum(Y));
        Near([1, -8], X.minimum(Y));
        Near([1.5, -2], X.lerp(Y, torch.tensor(0.5)));
        Near([1, -8], torch.where(X < 2, X, Y));
        Near([-4], torch.tensor(-7).div(2, RoundingMode.floor));
        Near([1, 3], X.clamp(max: 3));
        Tensor odd = torch.tensor(new[] { double.NaN, double.PositiveInfinity, 1 });
        Near([1, 0, 0], odd.isnan());
        Near([0, 1, 0], odd.isinf());
        Near([0, 0, 1], odd.isfinite());
        Near([0, 5, 1], odd.nan_to_num(0, 5));
        Near([1, 0], torch.tensor(new[] { true, false }).logical_and(torch.tensor(true)));
        Near([0, 1], torch.tensor(new[] { true, false }).logical_not());
    }

    [TestMethod]
    public void ComparisonsAndEquality()
    {
        Near([0, 1, 0], torch.tensor(new long[] { 1, 2, 3 }).eq((Scalar)2));
        Near([0, 1], X > Y);
        Near([0, 1], X >= Y);
        Near([1, 0], X <= Y);
        Near([0, 1], X >= 4);
        Near([0, 0], X == Y);
        Near([1, 1], X != Y);
        Near([1, 0], X == 1);
        Near([0, 1], X != 1);
        Near([1, 1], X.eq(X));
        Assert.IsTrue(X.Equals(X));
        Assert.IsFalse(X.Equals(Y));
        Assert.IsTrue(X.allclose(X + 1e-9));
        Assert.IsFalse(torch.allclose(X, X + 1e-2));
        Near([1, 1], X.isclose(X));
    }

    [TestMethod]
    public void ProductsFoldTheirSums()
    {
        Tensor a = torch.arange(4, dtype: ScalarType.Float64).reshape(2, 2), b = torch.eye(2, dtype: ScalarType.Float64) * 2;
        Near([0, 2, 4, 6], a.matmul(b));
        Near([0, 2, 4, 6], a.mm(b));
        Near([4, 14], a.mv(torch.tensor(new[] { 1.0, 4.0 })));
        Near([0, 1, 2, 3], (a.unsqueeze(0).bmm(b.unsqueeze(0)) / 2));
        Near([1, 2, 4, 7], a.addmm(a, b, beta: 1, alpha: 0.5f) + torch.tensor(new[,] { { 1.0, 0 }, { 0, 1 } }));
        Near([0, 0.5, 1, 1.5], a.addmm(a, b, beta: -0.5f, alpha: 0.5f));
        Near([4, 3, 6, 13], a.unsqueeze(0).baddbmm(a.unsqueeze(0), b.unsqueeze(0))); // a×a + b: the last argument is the summand
        Near([2, 4, 8, 16], torch.tensor(new[] { 1.0, 4.0 }).outer(torch.tensor(new[] { 2.0, 4.0 })));
        Near([18], X.dot(torch.tensor(new[] { 2.0, 4.0 })));
        Near([3], a.trace());
        Assert.ThrowsExactly<ExternalException>(() => a.mm(torch.ones(3, 2, dtype: ScalarType.Float64)));
        Assert.ThrowsExactly<ExternalException>(() => a.bmm(b));
    }

    [TestMethod]
    public void TheInPlaceProductIsOneOfThisTensor()
    {
        Tensor c = torch.ones(2, 2);
        Assert.AreSame(c, c.addmm_(torch.eye(2), torch.eye(2), beta: 2, alpha: 3));
        Near([5, 2, 2, 5], c);
    }
}
