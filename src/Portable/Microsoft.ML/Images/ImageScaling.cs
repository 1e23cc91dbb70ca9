using System.Runtime.Intrinsics;

namespace Microsoft.ML.Data;

/// <summary>Scaling of images, as near to ML.NET's as 8 bits of rounding allow.</summary>
internal static class ImageScaling
{
    private const int BytesPerPixel = 4;

    /// <summary>Each pixel is the source's pixel under its centre, the first of two.</summary>
    public static byte[] Nearest(MLImage source, int width, int height)
    {
        ReadOnlySpan<uint> from = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(source.Pixels);
        var result = new byte[checked(width * height * BytesPerPixel)];
        Span<uint> to = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(result.AsSpan());
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<uint> row = from.Slice(Under(y, height, source.Height) * source.Width, source.Width);
            for (int x = 0; x < width; x++)
            {
                to[(y * width) + x] = row[Under(x, width, source.Width)];
            }
        }

        return result;

        static int Under(int at, int length, int sourceLength) => (int)(((((2L * at) + 1) * sourceLength) - 1) / (2L * length));
    }

    /// <summary>
    /// Draws the source into a rectangle of a transparent image of the size given: linear between neighbours, after
    /// halving the source as long as it stays larger than the rectangle.
    /// </summary>
    public static byte[] Smooth(MLImage source, int left, int top, int width, int height, int imageWidth, int imageHeight)
    {
        var result = new byte[checked(imageWidth * imageHeight * BytesPerPixel)];
        if (width <= 0 || height <= 0)
        {
            return result;
        }

        ReadOnlySpan<byte> pixels = source.ToBgra();
        (int sourceWidth, int sourceHeight) = (source.Width, source.Height);
        double scale = Math.Sqrt((double)width / sourceWidth * height / sourceHeight);
        for (int level = (int)Math.Floor(-Math.Log2(scale)); level > 0 && (sourceWidth > 1 || sourceHeight > 1); level--)
        {
            pixels = Halve(pixels, ref sourceWidth, ref sourceHeight);
        }

        Linear[] columns = Neighbours(left, width, imageWidth, sourceWidth);
        Linear[] rows = Neighbours(top, height, imageHeight, sourceHeight);
        var line = new Vector128<float>[sourceWidth];
        for (int y = 0; y < imageHeight; y++)
        {
            if (rows[y].First < 0)
            {
                continue;
            }

            ReadOnlySpan<byte> above = pixels.Slice(rows[y].First * sourceWidth * BytesPerPixel, sourceWidth * BytesPerPixel);
            ReadOnlySpan<byte> below = pixels.Slice(rows[y].Second * sourceWidth * BytesPerPixel, sourceWidth * BytesPerPixel);
            for (int x = 0; x < sourceWidth; x++)
            {
                line[x] = Mix(Load(above, x), Load(below, x), rows[y].Weight);
            }

            for (int x = 0; x < imageWidth; x++)
            {
                if (columns[x].First >= 0)
                {
                    Store(Mix(line[columns[x].First], line[columns[x].Second], columns[x].Weight), result, (y * imageWidth) + x);
                }
            }
        }

        return result;
    }

    /// <summary>Half the size, an odd side rounded down: means of two neighbours, of three weighted 1 : 2 : 1 along an odd side.</summary>
    private static byte[] Halve(ReadOnlySpan<byte> pixels, ref int width, ref int height)
    {
        (int fullWidth, int fullHeight) = (width, height);
        (width, height) = (Math.Max(1, width / 2), Math.Max(1, height / 2));
        ReadOnlySpan<int> across = Weights(fullWidth);
        ReadOnlySpan<int> down = Weights(fullHeight);
        int shift = int.Log2(Sum(across) * Sum(down));
        var result = new byte[width * height * BytesPerPixel];
        for (int to = 0; to < result.Length; to++)
        {
            int x = to / BytesPerPixel % width;
            int y = to / BytesPerPixel / width;
            int sum = 0;
            for (int row = 0; row < down.Length; row++)
            {
                int from = ((((2 * y) + row) * fullWidth) + (2 * x)) * BytesPerPixel + (to % BytesPerPixel);
                for (int column = 0; column < across.Length; column++)
                {
                    sum += down[row] * across[column] * pixels[from + (column * BytesPerPixel)];
                }
            }

            result[to] = (byte)(sum >> shift);
        }

        return result;

        static int[] Weights(int length) => length == 1 ? [1] : length % 2 == 0 ? [1, 1] : [1, 2, 1];
        static int Sum(ReadOnlySpan<int> weights) => weights.Length == 3 ? 4 : weights.Length;
    }

    /// <summary>For each pixel of a side the two of the source that it lies between; -1 outside of the rectangle.</summary>
    private static Linear[] Neighbours(int start, int length, int imageLength, int sourceLength)
    {
        var result = new Linear[imageLength];
        for (int i = 0; i < imageLength; i++)
        {
            float at = ((i - start + 0.5f) * sourceLength / length) - 0.5f;
            int first = (int)MathF.Floor(at);
            result[i] = i < start || i >= start + length
                ? new Linear(-1, -1, 0)
                : new Linear(Math.Clamp(first, 0, sourceLength - 1), Math.Clamp(first + 1, 0, sourceLength - 1), at - first);
        }

        return result;
    }

    private static Vector128<float> Load(ReadOnlySpan<byte> row, int pixel)
    {
        int at = pixel * BytesPerPixel;
        return Vector128.ConvertToSingle(Vector128.Create(row[at], row[at + 1], row[at + 2], (int)row[at + 3]));
    }

    private static Vector128<float> Mix(Vector128<float> first, Vector128<float> second, float weight) => first + ((second - first) * weight);

    private static void Store(Vector128<float> value, byte[] pixels, int pixel)
    {
        Vector128<int> rounded = Vector128.ConvertToInt32(value + Vector128.Create(0.499f));
        for (int i = 0; i < BytesPerPixel; i++)
        {
            pixels[(pixel * BytesPerPixel) + i] = (byte)rounded[i];
        }
    }

    private readonly record struct Linear(int First, int Second, float Weight);
}
