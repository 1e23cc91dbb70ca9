using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class BrightnessTests
{
    [TestMethod]
    [DataRow(0f, 100f, 200f)]
    [DataRow(-1f, 10f, 20f)]
    [DataRow(0.5f, 145f, 255f)]
    public void Scales_all_values_and_cuts_off_what_is_too_light(float strength, float first, float second) =>
        OperationCase.Near([first, second], OperationCase.Apply(new Brightness(), [100, 200], [1, 1, 2], strength));
}
