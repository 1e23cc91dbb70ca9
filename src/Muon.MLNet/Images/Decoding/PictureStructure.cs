namespace Muon.MLNet.Images;

/// <summary>
/// Walks through the parts of a picture file without decoding them. Decoders give grey or black pixels for what is missing at
/// the end of a file, and report nothing; here it is found.
/// </summary>
internal static class PictureStructure
{
    /// <summary>Reads the facts of a JPEG, PNG, WebP, GIF or BMP file.</summary>
    /// <param name="file">The file, or its beginning.</param>
    /// <param name="wholeFile">Whether all of it is checked for damage; <see langword="false"/> reads just the headers.</param>
    /// <returns><see langword="null"/> where the bytes begin as none of these do.</returns>
    public static PictureFacts? Read(ReadOnlySpan<byte> file, bool wholeFile)
    {
        if (file.StartsWith(JpegStructure.Signature))
        {
            return JpegStructure.Read(file, wholeFile);
        }

        if (file.StartsWith(PngStructure.Signature))
        {
            return PngStructure.Read(file, wholeFile);
        }

        if (WebpStructure.IsWebp(file))
        {
            return WebpStructure.Read(file);
        }

        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
        {
            return GifStructure.Read(file);
        }

        return file.StartsWith("BM"u8) ? BmpStructure.Read(file) : null;
    }
}
