namespace Muon.MLNet.Images;

/// <summary>Turns and mirrors pictures so that what EXIF says is the top comes to the top.</summary>
internal static class PictureTurning
{
    private const int Tile = 32; // both the rows that are read and those that are written stay in the first cache

    /// <summary>Whether an orientation exchanges columns and rows.</summary>
    public static bool SwapsSides(int orientation) => orientation >= 5;

    /// <summary>Turns a picture.</summary>
    /// <param name="picture">The pixels as they are stored.</param>
    /// <param name="orientation">The EXIF orientation, 1 to 8: where the first row and column belong.</param>
    /// <returns>The upright picture; the same one for 1.</returns>
    public static RgbPicture Upright(RgbPicture picture, int orientation)
    {
        if (orientation == ExifOrientation.Upright)
        {
            return picture;
        }

        (int width, int height) = SwapsSides(orientation) ? (picture.Height, picture.Width) : (picture.Width, picture.Height);

        // The pixel of the result at (x, y) is the stored one at first + x · right + y · down.
        int column = 1;
        int row = picture.Width;
        int last = row - 1;
        int bottom = (picture.Height - 1) * row;
        (int first, int right, int down) = orientation switch
        {
            2 => (last, -column, row),
            3 => (bottom + last, -column, -row),
            4 => (bottom, column, -row),
            5 => (0, row, column),
            6 => (bottom, -row, column),
            7 => (bottom + last, -row, -column),
            8 => (last, row, -column),
            _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "An EXIF orientation is from 1 to 8."),
        };
        byte[] turned = GC.AllocateUninitializedArray<byte>(picture.Pixels.Length);
        for (int top = 0; top < height; top += Tile)
        {
            for (int left = 0; left < width; left += Tile)
            {
                for (int y = top; y < Math.Min(top + Tile, height); y++)
                {
                    CopyRow(
                        picture.Pixels,
                        first + (left * right) + (y * down),
                        right,
                        turned.AsSpan(((y * width) + left) * RgbPicture.Channels, Math.Min(Tile, width - left) * RgbPicture.Channels));
                }
            }
        }

        return new RgbPicture(width, height, turned);
    }

    private static void CopyRow(ReadOnlySpan<byte> from, int pixel, int step, Span<byte> to)
    {
        int at = pixel * RgbPicture.Channels;
        for (int i = 0; i + 2 < to.Length; i += RgbPicture.Channels, at += step * RgbPicture.Channels)
        {
            ReadOnlySpan<byte> colours = from.Slice(at, RgbPicture.Channels);
            to[i] = colours[0];
            to[i + 1] = colours[1];
            to[i + 2] = colours[2];
        }
    }
}
