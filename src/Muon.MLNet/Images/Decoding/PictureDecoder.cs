using System.Globalization;
using System.Text;
using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>Turns encoded pictures into pixels, upright as their EXIF orientation says.</summary>
/// <remarks>
/// <para>ML.NET's <see cref="MLImage"/> decodes. It knows no EXIF, and gives grey or black pixels without a word where a file was cut
/// short, so that the structure of the file is read here first.</para>
/// <para>Where a picture is transparent, black shines through: the pixels of an <see cref="MLImage"/> are multiplied by their alpha, and
/// are taken as they are. Of 16 bits the upper 8 count; grey becomes three equal colours; of an animation, the first frame is taken.</para>
/// </remarks>
internal static class PictureDecoder
{
    private const int ShownStart = 16;

    /// <summary>Decodes JPEG, PNG, BMP, GIF or WebP.</summary>
    /// <param name="encoded">The bytes of a picture file.</param>
    /// <exception cref="InvalidDataException">The bytes are no picture, or a damaged one. The message is a reason without the file's name.</exception>
    public static RgbPicture Decode(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        PictureFacts facts = PictureStructure.Read(encoded, wholeFile: true) ?? throw new InvalidDataException(NoPicture(encoded));
        string? impossible = PictureLimits.Refuse(facts, encoded.Length);
        if ((facts.Width > 0 ? impossible ?? facts.Damage : facts.Damage ?? impossible) is { } reason)
        {
            throw new InvalidDataException(reason);
        }

        try
        {
            // The stream shows its array, so that it need not be copied.
            using MLImage image = MLImage.CreateFromStream(new MemoryStream(encoded, 0, encoded.Length, writable: false, publiclyVisible: true));
            return PictureTurning.Upright(RgbPicture.From(image), facts.Orientation);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException("the picture is damaged: it cannot be decoded", error);
        }
    }

    private static string NoPicture(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return "it is empty (0 bytes)";
        }

        ReadOnlySpan<byte> start = file[..Math.Min(file.Length, ShownStart)];
        string more = start.Length < file.Length ? "…" : string.Empty;
        string shown = start.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? string.Create(CultureInfo.InvariantCulture, $"the bytes {Convert.ToHexString(start)}{more}")
            : $"'{Encoding.ASCII.GetString(start)}{more}'";
        return $"it is no JPEG, PNG, WebP, GIF or BMP picture: it starts with {shown}";
    }
}
