using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class PictureEraserTests
{
    private static readonly PictureSize Size = new(40, 60);
    private static readonly PixelStatistics Statistics = new([100, 50], [1 / 10f, 1 / 2f]);

    [TestMethod]
    public void Boxes_have_areas_and_aspect_ratios_of_their_range()
    {
        PictureEraser eraser = new(Size, Statistics, 1);
        PictureBox[] boxes = [.. Enumerable.Range(0, 3000).Select(i => eraser.Draw(new PictureDice(1, 1, i, DicePurpose.Erase))).OfType<PictureBox>()];

        Assert.IsGreaterThan(2950, boxes.Length);
        foreach (PictureBox box in boxes)
        {
            Assert.IsTrue(box.Top >= 0 && box.Left >= 0 && box.Top + box.Height <= Size.Height && box.Left + box.Width <= Size.Width);
        }

        double[] shares = [.. boxes.Select(box => box.Area / 2400.0).Order()];
        Assert.IsGreaterThan(0.015, shares[0]);
        Assert.IsLessThan(0.35, shares[^1]);
        Assert.AreEqual((0.02 + (1.0 / 3)) / 2, shares.Average(), 0.015);
    }

    [TestMethod]
    public void As_many_pictures_are_erased_as_asked_for_and_by_noise_of_each_channel()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Batch = 400;
        Tensor pictures = zeros(Batch, Size.Height, Size.Width, 2);

        new PictureEraser(Size, Statistics, 0.25).Apply(pictures, [.. Enumerable.Range(0, Batch).Select(i => new PictureDice(2, 1, i, DicePurpose.Erase))], bytes: false);

        Tensor erased = pictures.abs().amax([1, 2, 3]) > tensor(0f);
        Assert.IsTrue(erased.sum().item<long>() is > 65 and < 135);
        for (int channel = 0; channel < 2; channel++)
        {
            Tensor plane = pictures.select(3, channel);
            Tensor noise = plane.masked_select(plane != tensor(0f));
            Assert.AreEqual(Statistics.Mean[channel], noise.mean().item<float>(), 0.2);
            Assert.AreEqual(1 / Statistics.Scale[channel], noise.std().item<float>(), 0.2);
        }
    }

    [TestMethod]
    public void Pictures_of_one_pixel_are_left_as_they_are() =>
        Assert.IsNull(new PictureEraser(new(1, 1), Statistics, 1).Draw(new PictureDice(1, 1, 1, DicePurpose.Erase)));
}
