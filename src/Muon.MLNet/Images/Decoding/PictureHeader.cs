namespace Muon.MLNet.Images;

/// <summary>Reads the size of a picture from its headers.</summary>
internal static class PictureHeader
{
    /// <summary>Gets the size that <see cref="PictureDecoder.Decode"/> would give, turned as the EXIF orientation says.</summary>
    /// <param name="encoded">A JPEG, PNG, WebP, GIF or BMP file, or its beginning.</param>
    /// <param name="width">The columns of the upright picture.</param>
    /// <param name="height">Its rows.</param>
    /// <returns>Whether there is a header with a size that can be decoded; the rest of the file may yet be damaged.</returns>
    public static bool TryRead(ReadOnlySpan<byte> encoded, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (PictureStructure.Read(encoded, wholeFile: false) is not { } facts || !PictureLimits.IsPossible(facts.Width, facts.Height))
        {
            return false;
        }

        (width, height) = ((int)facts.Width, (int)facts.Height);
        if (PictureTurning.SwapsSides(facts.Orientation))
        {
            (width, height) = (height, width);
        }

        return true;
    }
}
