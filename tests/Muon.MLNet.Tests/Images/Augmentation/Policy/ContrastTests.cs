using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class ContrastTests
{
    [TestMethod]
    [DataRow(0f, 100f, 200f)]
    [DataRow(-1f, 145f, 155f)]
    [DataRow(1f, 55f, 245f)]
    public void Scales_the_distance_from_the_mean(float strength, float first, float second) =>
        OperationCase.Near([first, second], OperationCase.Apply(new Contrast(), [100, 200], [1, 1, 2], strength));
}
