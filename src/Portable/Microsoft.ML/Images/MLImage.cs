using System.Buffers;

namespace Microsoft.ML.Data;

/// <summary>Pixels of four bytes, row by row without padding. The colours count as multiplied by their alpha.</summary>
public sealed partial class MLImage : IDisposable
{
    private const int BytesPerPixel = 4;
    private readonly int _width;
    private readonly int _height;
    private readonly MLPixelFormat _format;
    private readonly bool _rented;
    private byte[] _pixels;
    private string _tag;

    private MLImage(int width, int height, MLPixelFormat format, byte[] pixels, bool rented)
    {
        _width = width;
        _height = height;
        _format = format;
        _pixels = pixels;
        _rented = rented;
    }

    public int Width => Alive(_width);
    public int Height => Alive(_height);
    public MLPixelFormat PixelFormat => Alive(_format);
    public int BitsPerPixel => Alive(8 * BytesPerPixel);
    public ReadOnlySpan<byte> Pixels => Alive(_pixels).AsSpan(0, _width * _height * BytesPerPixel);

    public string Tag
    {
        get => Alive(_tag);
        set => _tag = Alive(value);
    }

    /// <summary>Blue, green and red of each pixel, divided by its alpha.</summary>
    public byte[] GetBGRPixels
    {
        get
        {
            ReadOnlySpan<byte> pixels = Pixels;
            var result = new byte[pixels.Length / BytesPerPixel * 3];
            int first = _format == MLPixelFormat.Bgra32 ? 0 : 2;
            for (int from = 0, to = 0; from < pixels.Length; from += BytesPerPixel, to += 3)
            {
                byte alpha = pixels[from + 3];
                result[to] = Divide(pixels[from + first], alpha);
                result[to + 1] = Divide(pixels[from + 1], alpha);
                result[to + 2] = Divide(pixels[from + 2 - first], alpha);
            }

            return result;
        }
    }

    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        Check(pixelFormat is MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32, "Unsupported pixel format", nameof(pixelFormat));
        Check(width > 0, "Invalid width value.", nameof(width));
        Check(height > 0, "Invalid height value.", nameof(height));
        Check(imagePixelData.Length == (long)width * height * BytesPerPixel, $"Invalid {nameof(imagePixelData)} buffer size.", null);
        return new MLImage(width, height, pixelFormat, imagePixelData.ToArray(), rented: false);
    }

    // Memory of large pictures is given back: as new arrays they would cost a collection for every few of them.
    public void Dispose()
    {
        byte[] pixels = Interlocked.Exchange(ref _pixels, null);
        if (_rented && pixels is not null)
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    private static void Check(bool condition, string message, string name)
    {
        if (!condition)
        {
            throw new ArgumentException(message, name);
        }
    }

    // A colour above its alpha wraps around, as in the real thing.
    private static byte Divide(byte colour, byte alpha) =>
        alpha == byte.MaxValue ? colour : alpha == 0 ? (byte)0 : unchecked((byte)(((colour * byte.MaxValue) + (alpha / 2)) / alpha));

    private T Alive<T>(T value)
    {
        Contracts.Check(_pixels is not null, "Object is disposed.");
        return value;
    }
}
