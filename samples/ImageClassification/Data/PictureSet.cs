namespace ImageClassification.Data;

/// <summary>Grey pictures of one size with a label each, a byte per pixel, row after row.</summary>
internal sealed class PictureSet
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    public PictureSet(byte[] pixels, byte[] labels, int height, int width)
    {
        if (pixels.Length != (long)labels.Length * height * width)
        {
            throw new ArgumentException($"{labels.Length} pictures of {height} x {width} do not have {pixels.Length} pixels.", nameof(pixels));
        }

        (_pixels, _labels, Height, Width, Count) = (pixels, labels, height, width, labels.Length);
    }

    public int Count { get; private init; }

    public int Height { get; }

    public int Width { get; }

    public int PixelCount => Height * Width;

    public byte Label(int index) => _labels[index];

    public ReadOnlySpan<byte> Pixels(int index) => _pixels.AsSpan(index * PixelCount, PixelCount);

    public int ClassCount => _labels.AsSpan(0, Count).ToArray().Distinct().Count();

    /// <summary>The first pictures, without a copy.</summary>
    public PictureSet Take(int count) => new(_pixels, _labels, Height, Width) { Count = Math.Min(count, Count) };

    /// <summary>One row at a time for <c>LoadFromEnumerable</c>; a pass over the data holds one row in memory.</summary>
    public IEnumerable<Picture> Rows()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return Row(i);
        }
    }

    public Picture Row(int index)
    {
        ReadOnlySpan<byte> pixels = Pixels(index);
        float[] image = new float[pixels.Length];
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = pixels[i] / 255f;
        }

        return new Picture { Image = image, Label = Label(index).ToString(CultureInfo.InvariantCulture) };
    }
}
