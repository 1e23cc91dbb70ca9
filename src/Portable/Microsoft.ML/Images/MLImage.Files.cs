namespace Microsoft.ML.Data;

public sealed partial class MLImage
{
    public static MLImage CreateFromFile(string imagePath)
    {
        Contracts.NotNull(imagePath);
        return File.Exists(imagePath) && ImageCodec.Decode(File.ReadAllBytes(imagePath)) is { } image ? image : throw new ArgumentException("Invalid path", nameof(imagePath));
    }

    /// <summary>Reads the stream to its end and closes it.</summary>
    public static MLImage CreateFromStream(Stream imageStream)
    {
        Contracts.NotNull(imageStream);
        using (imageStream)
        {
            return ImageCodec.Decode(Rest(imageStream)) ?? throw new ArgumentException("Invalid input stream contents", nameof(imageStream));
        }
    }

    /// <summary>Writes a file of the kind that its extension names.</summary>
    public void Save(string imagePath)
    {
        Alive(imagePath);
        string extension = Path.GetExtension(Contracts.NotNull(imagePath)).ToLowerInvariant();
        ImageCodec.Format format = extension switch
        {
            ".jpg" or ".jpeg" => ImageCodec.Format.Jpeg,
            ".png" => ImageCodec.Format.Png,
            ".webp" => ImageCodec.Format.Webp,
            ".bmp" or ".gif" or ".ico" => throw new ArgumentException($"Saving image with the format '{extension}' is not supported. Try save it with `Jpeg`, `Png`, or `Webp` format.", nameof(imagePath)),
            _ => throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath)),
        };
        File.WriteAllBytes(imagePath, ImageCodec.Encode(format, _width, _height, ToBgra()));
    }

    /// <summary>The pixels with blue first.</summary>
    internal ReadOnlySpan<byte> ToBgra()
    {
        ReadOnlySpan<byte> pixels = Pixels;
        if (_format == MLPixelFormat.Bgra32)
        {
            return pixels;
        }

        byte[] swapped = pixels.ToArray();
        for (int i = 0; i < swapped.Length; i += BytesPerPixel)
        {
            (swapped[i], swapped[i + 2]) = (swapped[i + 2], swapped[i]);
        }

        return swapped;
    }

    /// <summary>An image that takes over the array.</summary>
    internal static MLImage Own(int width, int height, MLPixelFormat format, byte[] pixels) => new(width, height, format, pixels, rented: false);

    /// <summary>An image that takes over an array of the pool, which may be longer than its pixels.</summary>
    internal static MLImage Rented(int width, int height, MLPixelFormat format, byte[] pixels) => new(width, height, format, pixels, rented: true);

    /// <summary>What is left to be read; without a copy where the stream shows its memory.</summary>
    private static ReadOnlySpan<byte> Rest(Stream stream)
    {
        if (stream is MemoryStream memory && memory.TryGetBuffer(out ArraySegment<byte> content))
        {
            return content.AsSpan((int)Math.Min(memory.Position, memory.Length));
        }

        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.GetBuffer().AsSpan(0, (int)copy.Length);
    }
}
