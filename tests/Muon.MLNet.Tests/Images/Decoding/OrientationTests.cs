using FsCheck.Fluent;
using FsCheck;
using Muon.MLNet.Images;
using Muon.Testing;

namespace Muon.MLNet.Tests.Images.Decoding;

[TestClass]
public sealed class OrientationTests
{
    [TestMethod]
    public void AllEightOrientationsOfAPhotograph_ComeOutUprightAndAlike()
    {
        string folder = TestPaths.RequireData("exif-orientation");
        RgbPicture first = PictureDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, "Portrait_1.jpg")));
        Assert.AreEqual((1200, 1800), (first.Width, first.Height));
        for (int orientation = 2; orientation <= 8; orientation++)
        {
            byte[] encoded = File.ReadAllBytes(Path.Combine(folder, $"Portrait_{orientation}.jpg"));
            Assert.IsLessThan(3, PictureFiles.Distance(first, PictureDecoder.Decode(encoded)), $"orientation {orientation}");
            Assert.IsTrue(PictureHeader.TryRead(encoded, out int width, out int height));
            Assert.AreEqual((1200, 1800), (width, height), $"orientation {orientation}");
        }
    }

    // The pixels are numbered; the table is the upright picture.
    [TestMethod]
    [DataRow(1, 3, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [DataRow(2, 3, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [DataRow(3, 3, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [DataRow(4, 3, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [DataRow(5, 2, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [DataRow(6, 2, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [DataRow(7, 2, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [DataRow(8, 2, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void Turning_BringsEveryPixelToItsPlace(int orientation, int width, byte[] expected)
    {
        byte[] pixels = [.. Enumerable.Range(1, 6).SelectMany(value => new[] { (byte)value, (byte)(value + 10), (byte)(value + 20) })];
        RgbPicture turned = PictureTurning.Upright(new RgbPicture(3, 2, pixels), orientation);
        Assert.AreEqual((width, 6 / width), (turned.Width, turned.Height));
        CollectionAssert.AreEqual(expected, turned.Pixels.Chunk(3).Select(pixel => pixel[0]).ToArray());
        Assert.IsTrue(turned.Pixels.Chunk(3).All(pixel => pixel[1] == pixel[0] + 10 && pixel[2] == pixel[0] + 20));
    }

    [TestMethod]
    public void TurningALargePicture_EqualsTurningItPixelByPixel()
    {
        byte[] pixels = new byte[70 * 101 * 3];
        new Random(1).NextBytes(pixels);
        RgbPicture turned = PictureTurning.Upright(new RgbPicture(70, 101, pixels), 6);
        for (int y = 0; y < 70; y++)
        {
            for (int x = 0; x < 101; x++)
            {
                Assert.AreEqual(pixels[(((100 - x) * 70) + y) * 3], turned.Pixels[((y * 101) + x) * 3]);
            }
        }
    }

    [TestMethod]
    [DataRow("photo.jpg", "turned.jpg")]
    [DataRow("colours.bmp", "turned.png")]
    [DataRow("lossless.webp", "turned.webp")]
    public void ExifOfJpegPngAndWebp_IsHonoured(string upright, string turned)
    {
        RgbPicture expected = PictureTurning.Upright(PictureFiles.Decode(upright), 6);
        Assert.IsLessThan(3, PictureFiles.Distance(expected, PictureFiles.Decode(turned)));
        Assert.IsTrue(PictureHeader.TryRead(PictureFiles.Read(turned), out int width, out int height));
        Assert.AreEqual((31, 45), (width, height));
    }

    [TestMethod]
    public void BothByteOrders_AreRead()
    {
        foreach (bool little in (bool[])[true, false])
        {
            for (int orientation = 1; orientation <= 8; orientation++)
            {
                byte[] exif = PictureFiles.Exif(orientation, little);
                Assert.AreEqual(orientation, ExifOrientation.Read(exif));
                Assert.AreEqual(orientation, ExifOrientation.Read([.. "Exif\0\0"u8, .. exif]));
            }

            Assert.AreEqual(1, ExifOrientation.Read(PictureFiles.Exif(9, little)));
            Assert.AreEqual(1, ExifOrientation.Read(PictureFiles.Exif(0, little)));
        }
    }

    [TestMethod]
    public void ExifThatIsCutShort_CountsAsUprightAndNeverFails()
    {
        byte[] exif = PictureFiles.Exif(6, little: true);
        for (int length = 0; length < exif.Length - 4; length++)
        {
            Assert.AreEqual(1, ExifOrientation.Read(exif.AsSpan(0, length)), $"{length} bytes");
        }
    }

    [TestMethod]
    public void HostileExif_NeverFails() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(HostileExif()), exif =>
    {
        RgbPicture picture = PictureDecoder.Decode(PictureFiles.WithExif(PictureFiles.Read("photo.jpg"), exif));
        return picture.Pixels.Length == 45 * 31 * 3 && ExifOrientation.Read(exif) is >= 1 and <= 8;
    }));

    // Valid data in which some bytes are others: offsets and counts that lead anywhere.
    private static Gen<byte[]> HostileExif() =>
        from little in Gen.Elements(true, false)
        from orientation in Gen.Choose(0, 255)
        from changes in Gen.ListOf(Gen.Zip(Gen.Choose(0, 25), Gen.Choose(0, 255)))
        select Changed(PictureFiles.Exif(orientation, little), changes);

    private static byte[] Changed(byte[] bytes, IEnumerable<(int Place, int Value)> changes)
    {
        foreach ((int place, int value) in changes)
        {
            bytes[place] = (byte)value;
        }

        return bytes;
    }
}
