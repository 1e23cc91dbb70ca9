using Muon.MLNet.Persistence;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class HalfPrecisionTests
{
    [TestMethod]
    public void Round_ThenShrink_LosesNothing()
    {
        float[] values = [0.1f, -3.14159f, 0, 65504, 1e-6f, -1e-9f, 1.0009765625f];
        using Tensor table = tensor(values);

        HalfPrecision.Round(table);

        CollectionAssert.AreEqual(values.Select(value => (float)(Half)value).ToArray(), table.data<float>().ToArray());
        using Tensor half = HalfPrecision.Shrink(table);
        Assert.AreEqual(ScalarType.Float16, half.dtype);
        using Tensor back = half.to(ScalarType.Float32);
        CollectionAssert.AreEqual(table.data<float>().ToArray(), back.data<float>().ToArray());
    }

    [TestMethod]
    [DataRow(65536f)]
    [DataRow(float.NaN)]
    [DataRow(float.NegativeInfinity)]
    public void Round_WithAValueThatFloat16DoesNotHave_ChangesNothing(float odd)
    {
        float[] values = [0.1f, odd];
        using Tensor table = tensor(values);

        HalfPrecision.Round(table);

        CollectionAssert.AreEqual(values, table.data<float>().ToArray());
        using Tensor kept = HalfPrecision.Shrink(table);
        Assert.AreEqual(ScalarType.Float32, kept.dtype);
    }

    [TestMethod]
    public void Shrink_OfValuesThatWouldChange_LeavesThemAsTheyAre()
    {
        using Tensor table = tensor([0.5f, 0.1f]);

        Assert.AreSame(table, HalfPrecision.Shrink(table));
    }
}
