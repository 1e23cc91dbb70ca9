using System.Globalization;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class ImageAugmentationTests
{
    [TestMethod]
    [DataRow(nameof(ImageAugmentation.CropArea), 0.0)]
    [DataRow(nameof(ImageAugmentation.CropArea), 1.01)]
    [DataRow(nameof(ImageAugmentation.CropArea), double.NaN)]
    [DataRow(nameof(ImageAugmentation.Translation), -0.1)]
    [DataRow(nameof(ImageAugmentation.Rotation), 181.0)]
    [DataRow(nameof(ImageAugmentation.Zoom), double.PositiveInfinity)]
    [DataRow(nameof(ImageAugmentation.ColorJitter), 1.5)]
    [DataRow(nameof(ImageAugmentation.PolicyMagnitude), double.NaN)]
    [DataRow(nameof(ImageAugmentation.Mixup), -1.0)]
    [DataRow(nameof(ImageAugmentation.CutMix), double.NaN)]
    [DataRow(nameof(ImageAugmentation.RandomErasing), 2.0)]
    public void A_value_out_of_range_is_named_with_its_range(string option, double value)
    {
        ImageAugmentation options = new();
        typeof(ImageAugmentation).GetProperty(option)!.SetValue(options, value);

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate);

        Assert.AreEqual("Augmentation." + option, error.ParamName);
        StringAssert.StartsWith(error.Message, $"Augmentation.{option} is {value.ToString(CultureInfo.InvariantCulture)}; it must be ");
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(9)]
    public void Policy_operations_are_from_0_to_8(int value)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(new ImageAugmentation { PolicyOperations = value }.Validate);
        StringAssert.StartsWith(error.Message, $"Augmentation.PolicyOperations is {value}; it must be from 0 to 8.");
    }

    [TestMethod]
    public void Presets_are_valid_and_say_what_they_do()
    {
        foreach (ImageAugmentation preset in new[] { ImageAugmentation.None, ImageAugmentation.Digits, ImageAugmentation.Photos, ImageAugmentation.Strong })
        {
            preset.Validate();
        }

        Assert.AreEqual("none", ImageAugmentation.None.ToString());
        Assert.AreEqual("shifts to 0.08, turns to 10°, sizes to 1.1x", ImageAugmentation.Digits.ToString());
        Assert.AreEqual("crops from 0.35 of the area, mirrored left to right, colors to 0.3", ImageAugmentation.Photos.ToString());
        Assert.AreEqual(
            "crops from 0.25 of the area, mirrored left to right, colors to 0.3, policy of 2 at 0.3, erased with 0.25, mixup 0.2, CutMix 1",
            ImageAugmentation.Strong.ToString());
    }
}
