using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

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
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, checked(width * height * RgbPicture.Channels), nameof(destination));
        destination = destination[..(width * height * RgbPicture.Channels)];
        int stride = width * RgbPicture.Channels;
        double across = (double)width / source.Width;
        double down = (double)height / source.Height;
        switch (fit)
        {
            case ImageFit.Stretch:
                Scale(source, 0, 0, source.Width, source.Height, destination, stride, width, height);
                break;
            case ImageFit.Crop:
                double larger = Math.Max(across, down);
                double seenWidth = Math.Min(source.Width, width / larger);
                double seenHeight = Math.Min(source.Height, height / larger);
                Scale(source, (source.Width - seenWidth) / 2, (source.Height - seenHeight) / 2, seenWidth, seenHeight, destination, stride, width, height);
                break;
            case ImageFit.Pad:
                double smaller = Math.Min(across, down);
                int innerWidth = Math.Clamp((int)Math.Round(source.Width * smaller), 1, width);
                int innerHeight = Math.Clamp((int)Math.Round(source.Height * smaller), 1, height);
                destination.Clear();
                int start = ((height - innerHeight) / 2 * stride) + ((width - innerWidth) / 2 * RgbPicture.Channels);
                Scale(source, 0, 0, source.Width, source.Height, destination[start..], stride, innerWidth, innerHeight);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fit), fit, "Crop, Stretch or Pad is needed.");
        }
    }

    // Rows first: they are combined whole, many bytes at a time. Then pixels of the combined row, three colours at a time.
    private static void Scale(RgbPicture source, double left, double top, double seenWidth, double seenHeight, Span<byte> destination, int stride, int width, int height)
    {
        if (width == seenWidth && height == seenHeight && left == Math.Floor(left) && top == Math.Floor(top))
        {
            Copy(source, (int)left, (int)top, destination, stride, width, height);
            return;
        }

        using ScalingWeights columns = new(source.Width, left, seenWidth, width);
        using ScalingWeights rows = new(source.Height, top, seenHeight, height);
        int begin = columns.Begin * RgbPicture.Channels;
        int length = (columns.End * RgbPicture.Channels) - begin;
        int sourceStride = source.Width * RgbPicture.Channels;
        float[] rented = ArrayPool<float>.Shared.Rent(length + 1); // one more: the last three colours are read as four
        rented[length] = 0;
        for (int y = 0; y < height; y++)
        {
            CombineRows(source.Pixels.AsSpan((rows.First(y) * sourceStride) + begin), sourceStride, rows.Of(y), rented.AsSpan(0, length));
            CombineColumns(rented.AsSpan(0, length + 1), columns, destination.Slice(y * stride, width * RgbPicture.Channels));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Copy(RgbPicture source, int left, int top, Span<byte> destination, int stride, int width, int height)
    {
        for (int y = 0; y < height; y++)
        {
            source.Pixels.AsSpan((((top + y) * source.Width) + left) * RgbPicture.Channels, width * RgbPicture.Channels).CopyTo(destination[(y * stride)..]);
        }
    }

    /// <summary>Σ weight · row, for every byte of the rows.</summary>
    private static void CombineRows(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, Span<float> result)
    {
        int column = 0;
        for (; column + Vector<byte>.Count <= result.Length; column += Vector<byte>.Count)
        {
            Vector<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            int at = column;
            foreach (float weight in weights)
            {
                Vector.Widen(new Vector<byte>(rows.Slice(at, Vector<byte>.Count)), out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> part0, out Vector<uint> part1);
                Vector.Widen(high, out Vector<uint> part2, out Vector<uint> part3);
                Vector<float> factor = new(weight);

                // Multiplied and added apart, so that every machine rounds alike.
                sum0 += Vector.ConvertToSingle(Vector.AsVectorInt32(part0)) * factor;
                sum1 += Vector.ConvertToSingle(Vector.AsVectorInt32(part1)) * factor;
                sum2 += Vector.ConvertToSingle(Vector.AsVectorInt32(part2)) * factor;
                sum3 += Vector.ConvertToSingle(Vector.AsVectorInt32(part3)) * factor;
                at += stride;
            }

            Span<float> to = result.Slice(column, Vector<byte>.Count);
            sum0.CopyTo(to);
            sum1.CopyTo(to[Vector<float>.Count..]);
            sum2.CopyTo(to[(2 * Vector<float>.Count)..]);
            sum3.CopyTo(to[(3 * Vector<float>.Count)..]);
        }

        for (; column < result.Length; column++)
        {
            float sum = 0;
            int at = column;
            foreach (float weight in weights)
            {
                sum += rows[at] * weight;
                at += stride;
            }

            result[column] = sum;
        }
    }

    /// <summary>Σ weight · pixel, rounded, for every pixel of the result.</summary>
    private static void CombineColumns(ReadOnlySpan<float> row, in ScalingWeights columns, Span<byte> result)
    {
        int begin = columns.Begin;
        for (int x = 0; x < columns.Length; x++)
        {
            Vector128<float> sum = Vector128.Create(0.5f); // what is cut off below rounds
            int at = (columns.First(x) - begin) * RgbPicture.Channels;
            foreach (float weight in columns.Of(x))
            {
                sum += Vector128.Create(row.Slice(at, Vector128<float>.Count)) * weight;
                at += RgbPicture.Channels;
            }

            Vector128<int> pixel = Vector128.ConvertToInt32(sum);
            Span<byte> to = result.Slice(x * RgbPicture.Channels, RgbPicture.Channels);
            to[0] = (byte)pixel[0];
            to[1] = (byte)pixel[1];
            to[2] = (byte)pixel[2];
        }
    }
}
