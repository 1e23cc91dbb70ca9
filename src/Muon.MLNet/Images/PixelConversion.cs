using System.Globalization;
using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>Turns what a column holds into (channels, height, width) floats.</summary>
internal static class PixelConversion
{
    private const int BytesPerPixel = 4;

    /// <summary>Copies the values of a vector, as they are.</summary>
    /// <exception cref="InvalidOperationException">Another length, or a value that is NaN or infinite.</exception>
    public static void FromVector(in VBuffer<float> vector, ImageShape shape, PixelLayout layout, PixelOrigin origin, Span<float> destination)
    {
        if (vector.Length != shape.PixelCount)
        {
            throw origin.Bad(string.Create(CultureInfo.InvariantCulture, $"the vector has {vector.Length} values, but pictures of {shape} have {shape.PixelCount}."));
        }

        vector.CopyTo(destination);
        for (int i = 0; i < destination.Length; i++)
        {
            if (!float.IsFinite(destination[i]))
            {
                throw origin.Bad(string.Create(CultureInfo.InvariantCulture,
                    $"value {i} is {destination[i]}. Remove such rows (Data.FilterRowsByMissingValues) or replace the values (Transforms.ReplaceMissingValues)."));
            }
        }

        if (layout == PixelLayout.Interleaved && shape.Channels > 1)
        {
            ToPlanar(shape, destination);
        }
    }

    /// <summary>Splits an image into its red, green and blue planes, 0 to 255; transparency is not used.</summary>
    /// <exception cref="InvalidOperationException">No picture, another size, or a pixel format that is not known.</exception>
    public static void FromImage(MLImage? image, ImageShape shape, PixelOrigin origin, Span<float> destination)
    {
        ImageShape actual = ShapeOf(image, origin);
        if (actual != shape)
        {
            throw origin.Bad(string.Create(CultureInfo.InvariantCulture,
                $"the picture is {actual.Height}×{actual.Width} pixels, but {shape.Height}×{shape.Width} are needed. Put Transforms.ResizeImages in front of the trainer."));
        }

        (int red, int blue) = image!.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => (0, 2),
            MLPixelFormat.Bgra32 => (2, 0),
            var other => throw origin.Bad($"the picture has pixel format {other}; Rgba32 or Bgra32 is needed."),
        };
        ReadOnlySpan<byte> pixels = image.Pixels;
        int plane = shape.Height * shape.Width;
        for (int i = 0; i < plane; i++)
        {
            destination[i] = pixels[(i * BytesPerPixel) + red];
            destination[plane + i] = pixels[(i * BytesPerPixel) + 1];
            destination[(2 * plane) + i] = pixels[(i * BytesPerPixel) + blue];
        }
    }

    public static ImageShape ShapeOf(MLImage? image, PixelOrigin origin) =>
        image is null ? throw origin.Bad("there is no picture.") : new ImageShape(3, image.Height, image.Width);

    private static void ToPlanar(ImageShape shape, Span<float> pixels)
    {
        float[] interleaved = pixels.ToArray();
        int plane = shape.Height * shape.Width;
        for (int i = 0; i < interleaved.Length; i++)
        {
            pixels[(i % shape.Channels * plane) + (i / shape.Channels)] = interleaved[i];
        }
    }
}
