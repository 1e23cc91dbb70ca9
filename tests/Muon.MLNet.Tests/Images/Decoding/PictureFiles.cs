using Muon.MLNet.Images;

namespace Muon.MLNet.Tests.Images.Decoding;

/// <summary>Small pictures that were made for tests, and ways to damage and compare them.</summary>
internal static class PictureFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Images", "Files");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>The goldens of make_goldens.py.</summary>
    public static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Images", "Decoding", "Files", name));

    public static RgbPicture Decode(string name) => PictureDecoder.Decode(Read(name));

    public static double Distance(RgbPicture one, RgbPicture other)
    {
        Assert.AreEqual((one.Width, one.Height), (other.Width, other.Height));
        return Distance(one.Pixels, other.Pixels);
    }

    public static double Distance(byte[] one, byte[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();

    public static string Refusal(byte[] encoded) => Assert.ThrowsExactly<InvalidDataException>(() => PictureDecoder.Decode(encoded)).Message;

    /// <summary>A TIFF directory with an orientation.</summary>
    public static byte[] Exif(int orientation, bool little) => little
        ? [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0]
        : [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>A JPEG with EXIF data in a segment of its own at the start.</summary>
    public static byte[] WithExif(byte[] jpeg, byte[] exif)
    {
        int length = exif.Length + 8;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. exif, .. jpeg[2..]];
    }
}
