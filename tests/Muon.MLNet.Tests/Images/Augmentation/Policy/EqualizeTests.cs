using Muon.MLNet.Images.Augmentation.Policy;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class EqualizeTests
{
    // Of the pixels above the lowest level, 1, 2 and 3 of 3 are at most as light.
    [TestMethod]
    public void Sends_values_to_the_share_of_pixels_at_most_as_light_in_their_channel() => OperationCase.Near(
        [0, 85, 170, 255, 255, 0, 0, 255, 9, 9, 9, 9],
        OperationCase.Apply(new Equalize(), [10, 11, 12, 200, 4, 3, 3, 4, 9, 9, 9, 9], [3, 2, 2], 0.3f));
}
