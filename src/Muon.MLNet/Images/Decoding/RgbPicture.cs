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
}
