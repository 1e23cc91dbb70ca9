using System.Globalization;
using System.Numerics;
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
        if (FirstNotFinite(destination) is var bad and >= 0)
        {
            throw origin.Bad(string.Create(CultureInfo.InvariantCulture,
                $"value {bad} is {destination[bad]}. Remove such rows (Data.FilterRowsByMissingValues) or replace the values (Transforms.ReplaceMissingValues)."));
        }

        if (layout == PixelLayout.Interleaved && shape.Channels > 1)
        {
            ToPlanar(shape, destination);
        }
    }

    // x - x is 0 for finite x and NaN for all others: one comparison for a vector of values.
    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        int i = 0;
        while (i <= values.Length - Vector<float>.Count && new Vector<float>(values[i..]) is var chunk && Vector.EqualsAll(chunk - chunk, Vector<float>.Zero))
        {
            i += Vector<float>.Count;
        }

        while (i < values.Length && float.IsFinite(values[i]))
        {
            i++;
        }

        return i < values.Length ? i : -1;
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
