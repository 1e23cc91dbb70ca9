using FlowerPhotos.Page;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FlowerPhotos.Tests;

[TestClass]
public sealed class ThumbnailsTests
{
    [TestMethod]
    public void PicturesOfAnySizeAreSmallSquaresInTheirOrder()
    {
        using PhotoFolder folder = new();
        Photo[] photos =
        [
            folder.Write("red", "wide.png", 300, 100, 200, 30, 30),
            folder.Write("blue", "tall.jpg", 90, 500, 20, 40, 210),
        ];

        string[] thumbnails = [.. Thumbnails.Of(new MLContext(1), photos)];

        Assert.HasCount(2, thumbnails);
        Assert.IsTrue(Colour(thumbnails[0]) is { Red: > 180, Blue: < 60 });
        Assert.IsTrue(Colour(thumbnails[1]) is { Red: < 50, Blue: > 190 });
    }

    private static (byte Red, byte Blue) Colour(string address)
    {
        const string Start = "data:image/jpeg;base64,";
        Assert.StartsWith(Start, address);
        using MLImage image = MLImage.CreateFromStream(new MemoryStream(Convert.FromBase64String(address[Start.Length..])));
        Assert.AreEqual((192, 192), (image.Width, image.Height));
        byte[] pixels = image.GetBGRPixels;
        int middle = ((96 * 192) + 96) * 3;
        return (pixels[middle + 2], pixels[middle]);
    }
}
