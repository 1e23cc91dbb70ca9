using System.Globalization;
using Muon.MLNet.Images;

namespace Muon.MLNet.Tests.Images.Decoding;

[TestClass]
public sealed class PictureDecoderTests
{
    [TestMethod]
    [DataRow("progressive.jpg", 4)]
    [DataRow("halved.jpg", 8)]
    [DataRow("cmyk.jpg", 8)]
    [DataRow("cmyk-progressive.jpg", 8)]
    [DataRow("lossy.webp", 8)]
    [DataRow("lossless.webp", 4)]
    [DataRow("colours.bmp", 4)]
    [DataRow("palette.bmp", 25)]
    [DataRow("colours.gif", 12)]
    public void EveryFormat_ShowsTheSamePicture(string name, double tolerance)
    {
        RgbPicture picture = PictureFiles.Decode(name);
        Assert.IsLessThan(tolerance, PictureFiles.Distance(PictureFiles.Decode("photo.jpg"), picture));
        Assert.IsTrue(PictureHeader.TryRead(PictureFiles.Read(name), out int width, out int height));
        Assert.AreEqual((45, 31), (width, height));
    }

    [TestMethod]
    [DataRow("grey.jpg")]
    [DataRow("grey-progressive.jpg")]
    [DataRow("grey.bmp")]
    [DataRow("bits.bmp")]
    public void Grey_IsThreeEqualColours(string name) =>
        Assert.IsTrue(PictureFiles.Decode(name).Pixels.Chunk(3).All(pixel => pixel[0] == pixel[1] && pixel[1] == pixel[2]));

    [TestMethod]
    public void Of16Bits_TheUpper8Count()
    {
        RgbPicture picture = PictureFiles.Decode("sixteen.png");
        CollectionAssert.AreEqual(Enumerable.Range(0, 256).SelectMany(value => Enumerable.Repeat((byte)value, 3)).ToArray(), picture.Pixels);
    }

    [TestMethod]
    [DataRow("alpha.png")]
    [DataRow("alpha.webp")]
    public void WhereAPictureIsTransparent_BlackShinesThrough(string name)
    {
        RgbPicture opaque = PictureFiles.Decode("lossless.webp");
        RgbPicture picture = PictureFiles.Decode(name);
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            int alpha = 255 * (i / 3 % picture.Width) / (picture.Width - 1);
            Assert.AreEqual(opaque.Pixels[i] * alpha / 255.0, picture.Pixels[i], 1.0, $"byte {i}");
        }
    }

    [TestMethod]
    [DataRow("one.jpg")]
    [DataRow("one.png")]
    [DataRow("one.bmp")]
    [DataRow("one.gif")]
    [DataRow("one.webp")]
    public void OnePixel_IsAPicture(string name)
    {
        RgbPicture picture = PictureFiles.Decode(name);
        Assert.AreEqual((1, 1), (picture.Width, picture.Height));
        Assert.HasCount(3, picture.Pixels);
    }

    [TestMethod]
    public void ALargePictureInAFewBytes_IsAPicture()
    {
        RgbPicture picture = PictureFiles.Decode("large.png");
        Assert.AreEqual((3000, 3000), (picture.Width, picture.Height));
        Assert.IsFalse(picture.Pixels.AsSpan().ContainsAnyExcept(byte.MaxValue));
    }

    [TestMethod]
    [DataRow("truncated.jpg", "it is cut short: the JPEG data has no end-of-image marker")]
    [DataRow("truncated-header.jpg", "cut short")]
    [DataRow("truncated.png", "it is cut short: the PNG data has no IEND chunk")]
    [DataRow("truncated.webp", "it is cut short: the WebP data is longer than the file")]
    [DataRow("text.jpg", "it is no JPEG, PNG, WebP, GIF or BMP picture: it starts with 'This is a text f…'")]
    [DataRow("empty.jpg", "it is empty (0 bytes)")]
    [DataRow("magic.jpg", "cut short")]
    [DataRow("magic.png", "cut short")]
    [DataRow("magic.bmp", "cut short")]
    [DataRow("huge.png", "its header promises 2147483647×2147483647 pixels; at most 268435456 are decoded")]
    [DataRow("huge.jpg", "its header promises 65500×65500 pixels; at most 268435456 are decoded")]
    [DataRow("huge.bmp", "its header promises 2147483647×2147483647 pixels; at most 268435456 are decoded")]
    public void WhatIsNoPicture_IsRefusedWithAReason(string name, string reason) => Assert.Contains(reason, PictureFiles.Refusal(PictureFiles.Read(name)));

    [TestMethod]
    public void BytesThatAreNoText_AreShownAsNumbers() =>
        Assert.Contains("it starts with the bytes 00010280", PictureFiles.Refusal([0, 1, 2, 128]));

    // 16,000 × 16,000 pixels are fewer than the most, and more than this file can hold.
    [TestMethod]
    public void MorePixelsThanTheFileCanHold_AreRefusedBeforeMemoryIsTaken()
    {
        byte[] jpeg = PictureFiles.Read("photo.jpg");
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (jpeg[frame + 5], jpeg[frame + 6], jpeg[frame + 7], jpeg[frame + 8]) = (0x3E, 0x80, 0x3E, 0x80);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string reason = PictureFiles.Refusal(jpeg);
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"16000×16000 pixels, which {jpeg.Length} bytes cannot hold"), reason);
    }

    [TestMethod]
    [DataRow("photo.jpg")]
    [DataRow("progressive.jpg")]
    [DataRow("cmyk.jpg")]
    [DataRow("alpha.png")]
    [DataRow("lossy.webp")]
    [DataRow("lossless.webp")]
    [DataRow("colours.bmp")]
    public void CutShortAnywhere_IsRefused(string name)
    {
        byte[] whole = PictureFiles.Read(name);
        for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 300))
        {
            byte[] part = whole[..length];
            string reason = PictureFiles.Refusal(part);
            Assert.IsGreaterThan(0, reason.Length, $"{length} bytes");
        }

        _ = PictureFiles.Refusal(whole[..^1]);
    }

    // Any byte may be another; what still decodes has a size, what does not has a reason.
    [TestMethod]
    [DataRow("photo.jpg")]
    [DataRow("progressive.jpg")]
    [DataRow("turned.jpg")]
    [DataRow("alpha.png")]
    [DataRow("turned.webp")]
    [DataRow("lossy.webp")]
    [DataRow("palette.bmp")]
    [DataRow("colours.gif")]
    public void DamagedBytes_NeverFailOtherwise(string name)
    {
        byte[] whole = PictureFiles.Read(name);
        Random random = new(7);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. whole];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                // Mostly within the headers.
                damaged[random.Next(random.Next(2) == 0 ? Math.Min(200, whole.Length) : whole.Length)] = (byte)random.Next(256);
            }

            try
            {
                RgbPicture picture = PictureDecoder.Decode(damaged);
                Assert.HasCount(picture.Width * picture.Height * 3, picture.Pixels);
            }
            catch (InvalidDataException refused)
            {
                Assert.IsFalse(string.IsNullOrEmpty(refused.Message));
            }

            _ = PictureHeader.TryRead(damaged, out _, out _);
        }
    }

    [TestMethod]
    [DataRow("turned.jpg", 400)]
    [DataRow("alpha.png", 30)]
    [DataRow("lossless.webp", 30)]
    [DataRow("colours.gif", 13)]
    [DataRow("colours.bmp", 54)]
    public void TheSize_IsReadFromTheBeginningOfAFile(string name, int bytes)
    {
        byte[] whole = PictureFiles.Read(name);
        RgbPicture picture = PictureDecoder.Decode(whole);
        Assert.IsTrue(PictureHeader.TryRead(whole.AsSpan(0, bytes), out int width, out int height));
        Assert.AreEqual((picture.Width, picture.Height), (width, height));
        Assert.IsFalse(PictureHeader.TryRead(whole.AsSpan(0, 8), out _, out _));
    }

    [TestMethod]
    public void TheChecksum_IsTheOneOfThePngStandard()
    {
        Assert.AreEqual(0xCBF43926, Crc32.Of("123456789"u8));
        Assert.AreEqual(0xAE426082, Crc32.Of("IEND"u8));
        Assert.AreEqual(0u, Crc32.Of([]));
    }
}
