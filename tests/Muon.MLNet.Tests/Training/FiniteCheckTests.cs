using Muon.MLNet.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class FiniteCheckTests
{
    [TestMethod]
    public void ASumThatOverflows_IsNoProof()
    {
        using Tensor large = full(4, 3e38f);
        using Tensor infinite = tensor(new[] { 0, float.NegativeInfinity });
        using Tensor opposite = tensor(new[] { float.PositiveInfinity, float.NegativeInfinity });

        Assert.IsTrue(FiniteCheck.IsFinite(large));
        Assert.IsFalse(FiniteCheck.IsFinite(infinite));
        Assert.IsFalse(FiniteCheck.IsFinite(opposite));
    }

    [TestMethod]
    public void TheFirstTensorThatIsNotFinite_IsNamed()
    {
        using Tensor good = ones(2);
        using Tensor whole = ones(2, ScalarType.Int64);
        using Tensor bad = tensor(new[] { 1, float.NaN });

        Assert.IsNull(FiniteCheck.FirstNotFinite([new("a", good), new("b", whole)]));
        Assert.AreEqual("c", FiniteCheck.FirstNotFinite([new("a", good), new("b", whole), new("c", bad), new("d", bad)]));
    }

    [TestMethod]
    [DataRow(1f, -3f, "b", 3d)]
    [DataRow(4f, -3f, "a", 4d)]
    [DataRow(1f, float.NegativeInfinity, "b", double.PositiveInfinity)]
    [DataRow(float.NaN, float.PositiveInfinity, "a", double.NaN)]
    [DataRow(float.PositiveInfinity, float.NaN, "b", double.NaN)]
    public void TheLargestGradient_IsThatOfTheLargestMagnitude_AndNaNIsLarger(float a, float b, string name, double magnitude)
    {
        using Parameter first = Of(a);
        using Parameter second = Of(b);
        using Parameter none = nn.Parameter(ones(1));

        Assert.AreEqual((name, magnitude), FiniteCheck.LargestGradient([("none", none), ("a", first), ("b", second)]));
        Assert.AreEqual(float.IsFinite(a) && float.IsFinite(b), FiniteCheck.AreFinite([("none", none), ("a", first), ("b", second)]));
        Assert.IsNull(FiniteCheck.LargestGradient([("none", none)]));
    }

    /// <summary>A gradient whose entry of the largest magnitude is given.</summary>
    private static Parameter Of(float entry)
    {
        Parameter parameter = nn.Parameter(zeros(2));
        using Tensor weights = tensor(new[] { entry, 0.5f });
        using Tensor loss = (parameter * weights).sum();
        loss.backward();
        return parameter;
    }
}
