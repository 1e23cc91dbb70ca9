using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Images.Augmentation.Policy;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

/// <summary>What holds for every operation.</summary>
[TestClass]
public sealed class PictureOperationTests
{
    private static readonly IPictureOperation[] All =
        [new Brightness(), new Contrast(), new Sharpness(), new Posterize(), new Solarize(), new AutoContrast(), new Equalize(), new Saturation()];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Results_are_in_range_and_the_input_is_not_written_to(bool bytes)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (IPictureOperation operation in All)
        {
            foreach (int channels in new[] { 1, 3, 4 })
            {
                Tensor pictures = AugmentationCase.Bytes(1, 4, 6, 7, channels).permute(0, 3, 1, 2).to(ScalarType.Float32).contiguous();
                Tensor before = pictures.clone();
                PixelRange range = PixelRange.Of(pictures, bytes);

                Tensor result = operation.Apply(pictures, [-1, -0.3f, 0.4f, 1], range);

                AugmentationCase.SameBits(before, pictures);
                AugmentationCase.SameBits(range.Clamp(result), result);
            }
        }
    }

    // Numbers of any scale: a picture that is a tenth as light, and shifted, is changed to a tenth of the result, shifted.
    [TestMethod]
    public void Numbers_are_changed_alike_whatever_their_scale()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = AugmentationCase.Bytes(1, 2, 9, 9, 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        Tensor other = pictures.Times(0.125);
        foreach (IPictureOperation operation in All)
        {
            Tensor expected = operation.Apply(pictures, [0.5f, -0.5f], PixelRange.Of(pictures, bytes: false)).Times(0.125);
            Tensor actual = operation.Apply(other, [0.5f, -0.5f], PixelRange.Of(other, bytes: false));
            Assert.IsLessThan(1e-4f, actual.sub(expected).abs().max().item<float>(), operation.GetType().Name);
        }
    }

    [TestMethod]
    public void A_picture_of_one_color_stays_a_picture_of_one_color()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = full(1, 7, ScalarType.Float32).expand(2, 3, 5, 5).contiguous();
        foreach (IPictureOperation operation in All)
        {
            foreach (bool bytes in new[] { true, false })
            {
                Tensor result = operation.Apply(pictures, [0.5f, -0.5f], PixelRange.Of(pictures, bytes));
                Assert.IsLessThan(1e-5f, result.amax([2, 3]).sub(result.amin([2, 3], keepdim: false)).abs().max().item<float>(), operation.GetType().Name);
            }
        }
    }
}
