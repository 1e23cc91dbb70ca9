using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>The size of the pictures in a column: channels, rows and columns of pixels.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    public int PixelCount => Channels * Height * Width;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Height}×{Width}");

    /// <summary>
    /// Finds the size of a column of vectors: from the options, then the three dimensions of the vector, or its length where
    /// that is a square of one or three channels.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The column's type is no picture, or does not fit the options.</exception>
    public static ImageShape Find(DataViewSchema.Column column, MuonImageClassificationTrainer.Options options)
    {
        if (column.Type is not VectorDataViewType { ItemType: NumberDataViewType { RawType: var item } } vector || item != typeof(float) || vector.Size == 0)
        {
            throw Mismatch(column, ImageInputKinds.Expected);
        }

        ImageShape shape = FromOptions(vector, options) ?? FromDimensions(vector, options.PixelLayout) ?? FromLength(vector.Size)
            ?? throw Mismatch(column, "a vector whose length is a square picture of one or three channels; set ImageHeight and ImageWidth for any other");
        return (long)shape.Channels * shape.Height * shape.Width == vector.Size
            ? shape
            : throw Mismatch(column, $"a vector of {shape} values as the options ImageHeight and ImageWidth say");
    }

    private static ImageShape? FromOptions(VectorDataViewType vector, MuonImageClassificationTrainer.Options options) =>
        options is { ImageHeight: { } height, ImageWidth: { } width }
            ? new ImageShape(Math.Max(1, vector.Size / (height * width)), height, width)
            : null;

    private static ImageShape? FromDimensions(VectorDataViewType vector, PixelLayout layout)
    {
        var sizes = vector.Dimensions;
        return sizes.Length switch
        {
            3 when layout == PixelLayout.Planar => new ImageShape(sizes[0], sizes[1], sizes[2]),
            3 => new ImageShape(sizes[2], sizes[0], sizes[1]),
            2 => new ImageShape(1, sizes[0], sizes[1]),
            _ => null,
        };
    }

    private static ImageShape? FromLength(int length)
    {
        foreach (int channels in (ReadOnlySpan<int>)[1, 3])
        {
            int side = (int)Math.Round(Math.Sqrt((double)length / channels));
            if (side * side * channels == length)
            {
                return new ImageShape(channels, side, side);
            }
        }

        return null;
    }

    private static ArgumentOutOfRangeException Mismatch(DataViewSchema.Column column, string expected) =>
        SchemaErrors.Mismatch("image", column.Name, expected, column.Type.ToString()!);
}
