using Microsoft.ML.Data;
using Muon.MLNet.Images;
using Muon.MLNet.Images.Explanation;

namespace Muon.MLNet.Tests.Images.Explanation;

[TestClass]
public sealed class HeatMapTests
{
    [TestMethod]
    public void Colors_grow_lighter_with_heat()
    {
        float[] lightness = [.. Enumerable.Range(0, 101).Select(i => HeatColors.Of(i / 100f)).Select(color => (0.2126f * color.Red) + (0.7152f * color.Green) + (0.0722f * color.Blue))];
        for (int i = 1; i < lightness.Length; i++)
        {
            Assert.IsGreaterThan(lightness[i - 1], lightness[i]);
        }

        Assert.AreEqual(new HeatColor(36, 12, 70), HeatColors.Of(-1));
        Assert.AreEqual(new HeatColor(252, 238, 130), HeatColors.Of(2));
    }

    [TestMethod]
    public void Pixels_are_mixed_with_the_color_of_their_heat()
    {
        RgbPicture picture = new(2, 1, [100, 100, 100, 100, 100, 100]);

        using MLImage image = HeatMap.Draw(new float[,] { { 0, 1 } }, picture);

        Assert.AreEqual((2, 1, MLPixelFormat.Rgba32), (image.Width, image.Height, image.PixelFormat));
        CollectionAssert.AreEqual(
            new byte[] { 81, 74, 91, 255, 206, 197, 121, 255 }, // 0.7·100 + 0.3·(36, 12, 70), 0.3·100 + 0.7·(252, 238, 130)
            image.Pixels.ToArray());
    }

    [TestMethod]
    public void Heat_of_another_size_is_stretched_over_the_picture()
    {
        RgbPicture picture = new(8, 6, new byte[8 * 6 * 3]);
        using MLImage image = HeatMap.Draw(new float[,] { { 0, 1 }, { 0, 1 } }, picture);
        byte[] red = [.. Enumerable.Range(0, 8 * 6).Select(i => image.Pixels[4 * i])];
        for (int row = 0; row < 6; row++)
        {
            byte[] columns = red[(8 * row)..(8 * (row + 1))];
            CollectionAssert.AreEqual(red[..8], columns);
            CollectionAssert.AreEqual(columns.Order().ToArray(), columns);
            Assert.AreEqual(11, columns[0]);
            Assert.AreEqual(176, columns[^1]);
        }
    }
}
