using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class SaturationTests
{
    [TestMethod]
    public void Scales_the_distance_from_grey()
    {
        const float Grey = 0.299f * 200, Kept = 0.1f;
        OperationCase.Near(
            [Grey + (Kept * (200 - Grey)), Grey * (1 - Kept), Grey * (1 - Kept)],
            OperationCase.Apply(new Saturation(), [200, 0, 0], [3, 1, 1], -1));
    }

    [TestMethod]
    public void Leaves_grey_as_it_is() =>
        OperationCase.Near([70, 70, 70], OperationCase.Apply(new Saturation(), [70, 70, 70], [3, 1, 1], 1));
}
