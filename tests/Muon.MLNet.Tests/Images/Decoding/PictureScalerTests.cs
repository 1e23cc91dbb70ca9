using System.Text.Json.Nodes;
using Muon.MLNet.Images;
using Muon.Testing;

namespace Muon.MLNet.Tests.Images.Decoding;

[TestClass]
public sealed class PictureScalerTests
{
    [TestMethod]
    public void StretchAndCrop_AreWithinOneLevelOfPil()
    {
        JsonNode golden = JsonNode.Parse(PictureFiles.Golden("scaled.json"))!;
        RgbPicture source = new((int)golden["width"]!, (int)golden["height"]!, Bytes(golden["pixels"]!));
        foreach (JsonNode? item in golden["cases"]!.AsArray())
        {
            (int width, int height) = ((int)item!["width"]!, (int)item["height"]!);
            AssertWithinOne(Bytes(item["stretch"]!), Scale(source, width, height, ImageFit.Stretch), $"stretch to {width}×{height}");
            AssertWithinOne(Bytes(item["crop"]!), Scale(source, width, height, ImageFit.Crop), $"crop to {width}×{height}");
        }
    }

    [TestMethod]
    public void TheSameSize_GivesTheSamePixels()
    {
        RgbPicture source = Noise(23, 17);
        foreach (ImageFit fit in Enum.GetValues<ImageFit>())
        {
            CollectionAssert.AreEqual(source.Pixels, Scale(source, 23, 17, fit), fit.ToString());
        }
    }

    [TestMethod]
    public void OneColour_StaysThatColour()
    {
        foreach (byte level in (byte[])[0, 1, 127, 254, 255])
        {
            RgbPicture source = new(41, 29, [.. Enumerable.Repeat(level, 41 * 29 * 3)]);
            foreach ((int width, int height) in ((int, int)[])[(1, 1), (7, 50), (128, 128), (40, 28)])
            {
                Assert.IsTrue(Array.TrueForAll(Scale(source, width, height, ImageFit.Crop), value => value == level));
                Assert.IsTrue(Array.TrueForAll(Scale(source, width, height, ImageFit.Stretch), value => value == level));
            }
        }
    }

    [TestMethod]
    public void Pad_ShowsAllOfThePictureBetweenBlackBars()
    {
        RgbPicture wide = new(40, 20, [.. Enumerable.Repeat((byte)200, 40 * 20 * 3)]);
        byte[] padded = Scale(wide, 16, 16, ImageFit.Pad);
        for (int y = 0; y < 16; y++)
        {
            byte expected = y is >= 4 and < 12 ? (byte)200 : (byte)0;
            Assert.IsTrue(Array.TrueForAll(padded[(y * 48)..((y + 1) * 48)], value => value == expected), $"row {y}");
        }

        byte[] narrow = Scale(new RgbPicture(1, 1000, [.. Enumerable.Repeat((byte)9, 3000)]), 8, 8, ImageFit.Pad);
        Assert.AreEqual(8 * 3, narrow.Count(value => value == 9));
    }

    [TestMethod]
    public void Crop_CutsBothEndsOfTheLongerSide()
    {
        // Black, white, black: a third each.
        RgbPicture source = new(90, 30, [.. Enumerable.Range(0, 90 * 30).SelectMany(pixel => Enumerable.Repeat(pixel % 90 is >= 30 and < 60 ? byte.MaxValue : byte.MinValue, 3))]);
        byte[] cropped = Scale(source, 30, 30, ImageFit.Crop);
        Assert.IsTrue(Array.TrueForAll(cropped, value => value == byte.MaxValue));
    }

    [TestMethod]
    public void ThreadsThatScaleAtOnce_GiveWhatOneGives()
    {
        RgbPicture source = Noise(211, 140);
        byte[] expected = Scale(source, 64, 48, ImageFit.Crop);
        Parallel.For(0, 64, _ => CollectionAssert.AreEqual(expected, Scale(source, 64, 48, ImageFit.Crop)));
    }

    [TestMethod]
    public void ScalingTakesNoMemoryPerRow()
    {
        RgbPicture source = Noise(300, 600);
        byte[] destination = new byte[32 * 256 * 3];
        PictureScaler.Scale(source, 32, 256, ImageFit.Stretch, destination);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PictureScaler.Scale(source, 32, 256, ImageFit.Stretch, destination);
        Assert.IsLessThan(1024, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void WrongSizes_AreRefused()
    {
        RgbPicture source = Noise(3, 2);
        Assert.AreEqual("destination", Fails(() => PictureScaler.Scale(source, 4, 4, ImageFit.Crop, new byte[47])));
        Assert.AreEqual("width", Fails(() => PictureScaler.Scale(source, 0, 4, ImageFit.Crop, new byte[48])));
        Assert.AreEqual("height", Fails(() => PictureScaler.Scale(source, 4, -1, ImageFit.Crop, new byte[48])));
        Assert.AreEqual("fit", Fails(() => PictureScaler.Scale(source, 4, 4, (ImageFit)9, new byte[48])));
    }

    private static string? Fails(Action action) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(action).ParamName;

    private static byte[] Scale(RgbPicture source, int width, int height, ImageFit fit)
    {
        byte[] destination = [.. Enumerable.Repeat((byte)77, width * height * 3)];
        PictureScaler.Scale(source, width, height, fit, destination);
        return destination;
    }

    private static void AssertWithinOne(byte[] expected, byte[] found, string what)
    {
        Assert.HasCount(expected.Length, found, what);
        Assert.IsLessThanOrEqualTo(1, expected.Zip(found, (a, b) => Math.Abs(a - b)).Max(), what);
    }

    private static byte[] Bytes(JsonNode node) => Convert.FromBase64String((string)node!);

    private static RgbPicture Noise(int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        new Random(3).NextBytes(pixels);
        return new RgbPicture(width, height, pixels);
    }
}
