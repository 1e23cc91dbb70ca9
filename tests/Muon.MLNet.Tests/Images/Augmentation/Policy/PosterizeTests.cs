using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class PosterizeTests
{
    [TestMethod]
    public void Sixteen_levels_are_left_at_full_strength()
    {
        float[] values = OperationCase.Apply(new Posterize(), [.. Enumerable.Range(0, 256).Select(i => (float)i)], [1, 16, 16], 1);
        Assert.HasCount(16, values.Distinct().ToArray());
        Assert.AreEqual(0, values[0]);
        CollectionAssert.AreEqual(values.Order().ToArray(), values);
        Assert.IsTrue(values.Select((value, i) => i - value).All(lost => lost is >= -1e-3f and < 16));
    }

    [TestMethod]
    public void A_half_strength_of_either_sign_leaves_64() => Assert.HasCount(
        64,
        OperationCase.Apply(new Posterize(), [.. Enumerable.Range(0, 256).Select(i => (float)i)], [1, 16, 16], -0.5f).Distinct().ToArray());
}
