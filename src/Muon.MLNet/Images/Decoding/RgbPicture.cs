using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>A decoded picture: red, green and blue of each pixel, 0 to 255, row by row without padding.</summary>
internal sealed class RgbPicture
{
    public const int Channels = 3;
    private const int MlImageBytes = 4;

    public RgbPicture(int width, int height, byte[] pixels) => (Width, Height, Pixels) = (width, height, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Gets Height · Width · 3 bytes.</summary>
    public byte[] Pixels { get; }

    /// <summary>Takes the colours of an image, whose transparency is not used.</summary>
    /// <exception cref="InvalidDataException">Its pixel format is not known.</exception>
    public static RgbPicture From(MLImage image)
    {
        (int red, int blue) = image.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => (0, 2),
            MLPixelFormat.Bgra32 => (2, 0),
            var other => throw new InvalidDataException($"the picture has pixel format {other}; Rgba32 or Bgra32 is needed"),
        };
        ReadOnlySpan<byte> from = image.Pixels;
        byte[] to = new byte[from.Length / MlImageBytes * Channels];
        for (int i = 0, j = 0; j < to.Length; i += MlImageBytes, j += Channels)
        {
            to[j] = from[i + red];
            to[j + 1] = from[i + 1];
            to[j + 2] = from[i + blue];
        }

        return new RgbPicture(image.Width, image.Height, to);
    }
}
