using System.Runtime.Intrinsics;

namespace Muon.MLNet.Images;

/// <summary>Brings pixels of four bytes to three.</summary>
internal static class ColourPacking
{
    private const int FourBytes = 4;

    // Four pixels in, four out and four bytes of nothing, over which the next are written.
    private static readonly Vector128<byte> KeepOrder = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
    private static readonly Vector128<byte> SwapOrder = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255);

    /// <summary>Leaves out every fourth byte.</summary>
    /// <param name="pixels">Count · 4 bytes.</param>
    /// <param name="blueFirst">Whether blue, green, red become red, green, blue.</param>
    /// <param name="colours">Receives count · 3 bytes.</param>
    public static void DropAlpha(ReadOnlySpan<byte> pixels, bool blueFirst, Span<byte> colours)
    {
        int from = 0;
        int to = 0;
        Vector128<byte> order = blueFirst ? SwapOrder : KeepOrder;
        for (; to + Vector128<byte>.Count <= colours.Length; from += Vector128<byte>.Count, to += Vector128<byte>.Count / FourBytes * RgbPicture.Channels)
        {
            Vector128<byte> four = Vector128.Create(pixels.Slice(from, Vector128<byte>.Count));
            Vector128.ShuffleNative(four, order).CopyTo(colours.Slice(to, Vector128<byte>.Count));
        }

        (int red, int blue) = blueFirst ? (2, 0) : (0, 2);
        for (; to + 2 < colours.Length; from += FourBytes, to += RgbPicture.Channels)
        {
            colours[to] = pixels[from + red];
            colours[to + 1] = pixels[from + 1];
            colours[to + 2] = pixels[from + blue];
        }
    }
}
