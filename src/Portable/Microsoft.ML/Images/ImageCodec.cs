using System.Buffers;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>Encoded pictures, by libMuonImages: blue, green, red and alpha, colours multiplied by alpha.</summary>
internal static unsafe partial class ImageCodec
{
    private const string Library = "MuonImages";

    public enum Format
    {
        Jpeg,
        Png,
        Webp,
    }

    /// <summary>Decodes JPEG, PNG, WebP, BMP or the first frame of GIF; null where it is none of them, or damaged.</summary>
    /// <exception cref="OverflowException">The picture is larger than an array.</exception>
    public static MLImage Decode(ReadOnlySpan<byte> encoded)
    {
        fixed (byte* data = encoded)
        {
            if (muon_image_measure(data, encoded.Length, out int width, out int height) == 0)
            {
                return null;
            }

            byte[] rented = ArrayPool<byte>.Shared.Rent(checked(width * height * 4));
            fixed (byte* pixels = rented)
            {
                if (muon_image_decode(data, encoded.Length, width, height, pixels) != 0)
                {
                    return MLImage.Rented(width, height, MLPixelFormat.Bgra32, rented);
                }
            }

            ArrayPool<byte>.Shared.Return(rented);
            return null;
        }
    }

    /// <summary>Encodes at the best quality of the format.</summary>
    public static byte[] Encode(Format format, int width, int height, ReadOnlySpan<byte> pixels)
    {
        fixed (byte* data = pixels)
        {
            Contracts.Check(muon_image_encode((int)format, width, height, data, out byte* encoded, out long length) != 0, $"A picture of {width}×{height} cannot be written as {format}.");
            try
            {
                return new ReadOnlySpan<byte>(encoded, checked((int)length)).ToArray();
            }
            finally
            {
                muon_image_free(encoded);
            }
        }
    }

    [LibraryImport(Library)] private static partial int muon_image_measure(byte* data, long length, out int width, out int height);
    [LibraryImport(Library)] private static partial int muon_image_decode(byte* data, long length, int width, int height, byte* pixels);
    [LibraryImport(Library)] private static partial int muon_image_encode(int format, int width, int height, byte* pixels, out byte* data, out long length);
    [LibraryImport(Library)] private static partial void muon_image_free(byte* data);
}
