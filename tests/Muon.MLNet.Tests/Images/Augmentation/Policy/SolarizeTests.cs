using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class SolarizeTests
{
    [TestMethod]
    [DataRow(0.4f, 0f, 100f, 35f)] // from 153
    [DataRow(1f, 255f, 155f, 35f)]
    public void Inverts_what_is_lighter_than_the_threshold(float strength, float first, float second, float third) =>
        OperationCase.Near([first, second, third], OperationCase.Apply(new Solarize(), [0, 100, 220], [1, 1, 3], strength));
}
