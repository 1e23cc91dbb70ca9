using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class AutoContrastTests
{
    [TestMethod]
    public void Stretches_each_channel_by_itself() => OperationCase.Near(
        [0, 127.5f, 255, 255, 0, 0, 9, 9, 9],
        OperationCase.Apply(new AutoContrast(), [100, 150, 200, 3, 1, 1, 9, 9, 9], [3, 1, 3], 0.3f));
}
