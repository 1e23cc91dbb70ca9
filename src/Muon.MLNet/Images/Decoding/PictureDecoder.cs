using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>Turns encoded pictures into pixels, upright as their EXIF orientation says.</summary>
internal static class PictureDecoder
{
    /// <summary>Decodes JPEG, PNG, BMP, GIF or WebP.</summary>
    /// <param name="encoded">The bytes of a picture file.</param>
    /// <exception cref="InvalidDataException">The bytes are no picture, or a damaged one. The message is a reason without the file's name.</exception>
    public static RgbPicture Decode(byte[] encoded)
    {
        try
        {
            using MLImage image = MLImage.CreateFromStream(new MemoryStream(encoded, writable: false));
            return RgbPicture.From(image);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException("it is no picture that can be decoded", error);
        }
    }
}
