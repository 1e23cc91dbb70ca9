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

    /// <summary>The same portrait, stored in the eight ways of EXIF.</summary>
    [TestMethod]
    public void PhotographsOfAnyOrientationAreUpright()
    {
        string folder = Muon.Testing.TestPaths.RequireData("exif-orientation");
        byte[][] pixels = [.. Thumbnails.Of(new MLContext(1), Enumerable.Range(1, 8).Select(i => new Photo { ImagePath = Path.Combine(folder, Invariant($"Portrait_{i}.jpg")) })).Select(Pixels)];

        foreach (byte[] other in pixels.Skip(1))
        {
            Assert.IsLessThan(4, other.Zip(pixels[0], (a, b) => Math.Abs(a - b)).Average());
        }

        Assert.IsGreaterThan(20, pixels[0].Zip(pixels[0].Reverse(), (a, b) => Math.Abs(a - b)).Average(), "a portrait upside down is another picture");
    }

    private static (byte Red, byte Blue) Colour(string address)
    {
        byte[] pixels = Pixels(address);
        int middle = ((96 * 192) + 96) * 3;
        return (pixels[middle + 2], pixels[middle]);
    }

    private static byte[] Pixels(string address)
    {
        const string Start = "data:image/jpeg;base64,";
        Assert.StartsWith(Start, address);
        using MLImage image = MLImage.CreateFromStream(new MemoryStream(Convert.FromBase64String(address[Start.Length..])));
        Assert.AreEqual((192, 192), (image.Width, image.Height));
        return image.GetBGRPixels;
    }
}
