using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class SharpnessTests
{
    private static readonly float[] Point = [0, 0, 0, 0, 130, 0, 0, 0, 0];

    [TestMethod]
    public void Spreads_a_point_over_its_neighbours_where_it_smooths()
    {
        float[] smooth = OperationCase.Apply(new Sharpness(), Point, [1, 3, 3], -1);
        Assert.AreEqual(50 + (0.1 * 80), smooth[4], 1e-3); // 5/13 of 130 in the middle
        Assert.IsTrue(smooth.Where((_, i) => i != 4).All(value => value > 8.9)); // and more than 0.9/13 around
    }

    [TestMethod]
    public void Raises_a_point_where_it_sharpens()
    {
        float[] sharp = OperationCase.Apply(new Sharpness(), Point, [1, 3, 3], 0.5f);
        OperationCase.Near([0, 0, 0, 0, 50 + (1.45f * 80), 0, 0, 0, 0], sharp);
    }
}
