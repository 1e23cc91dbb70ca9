using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>A decoded picture: red, green and blue of each pixel, 0 to 255, row by row without padding.</summary>
internal sealed class RgbPicture
{
    public const int Channels = 3;

    public RgbPicture(int width, int height, byte[] pixels) => (Width, Height, Pixels) = (width, height, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Gets Height · Width · 3 bytes.</summary>
    public byte[] Pixels { get; }

    /// <summary>Takes the colours of an image, which are multiplied by their alpha: where it is transparent, black shines through.</summary>
    /// <exception cref="InvalidDataException">Its pixel format is not known.</exception>
    public static RgbPicture From(MLImage image)
    {
        bool blueFirst = image.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => false,
            MLPixelFormat.Bgra32 => true,
            var other => throw new InvalidDataException($"the picture has pixel format {other}; Rgba32 or Bgra32 is needed"),
        };
        (int width, int height) = (image.Width, image.Height);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(width * height * Channels));
        ColourPacking.DropAlpha(image.Pixels, blueFirst, pixels);
        return new RgbPicture(width, height, pixels);
    }

    /// <summary>An image of the same colours, <see cref="MLPixelFormat.Rgba32"/> and opaque.</summary>
    public MLImage ToImage()
    {
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(Width * Height * (Channels + 1)));
        for (int from = 0, to = 0; from < Pixels.Length; from += Channels, to += Channels + 1)
        {
            (pixels[to], pixels[to + 1], pixels[to + 2], pixels[to + 3]) = (Pixels[from], Pixels[from + 1], Pixels[from + 2], byte.MaxValue);
        }

        return MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Rgba32, pixels);
    }
}
