using System.Globalization;
using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>Turns a vector into (channels, height, width) floats.</summary>
internal static class PixelConversion
{
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
