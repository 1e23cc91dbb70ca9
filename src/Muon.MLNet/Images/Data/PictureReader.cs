using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Images;

/// <summary>Reads the picture of the current row: a path, encoded bytes or an image.</summary>
internal static class PictureReader
{
    /// <summary>A function that gives the picture of the current row.</summary>
    /// <param name="row">The row that moves, with the column active.</param>
    /// <param name="column">The column.</param>
    /// <param name="kind">Its kind; not <see cref="ImageInputKind.Vector"/>.</param>
    public static Func<PictureSource> Create(DataViewRow row, DataViewSchema.Column column, ImageInputKind kind) => kind switch
    {
        ImageInputKind.Path => Paths(row.GetGetter<ReadOnlyMemory<char>>(column)),
        ImageInputKind.Encoded => Encoded(row.GetGetter<VBuffer<byte>>(column)),
        ImageInputKind.Image => Images(row.GetGetter<MLImage>(column)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Vectors are read as they are."),
    };

    /// <summary>The pixels of an image, which may be disposed afterwards.</summary>
    public static PictureSource FromImage(MLImage? image)
    {
        if (image is null)
        {
            return PictureSource.Broken("there is no picture");
        }

        try
        {
            return PictureSource.Pixels(RgbPicture.From(image), image.Tag);
        }
        catch (InvalidDataException error)
        {
            return PictureSource.Broken(error.Message);
        }
    }

    private static Func<PictureSource> Paths(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> path = default;
        return () =>
        {
            getter(ref path);
            return PictureSource.File(path.ToString());
        };
    }

    private static Func<PictureSource> Encoded(ValueGetter<VBuffer<byte>> getter)
    {
        VBuffer<byte> bytes = default;
        return () =>
        {
            getter(ref bytes);
            return PictureSource.Bytes([.. bytes.DenseValues()]);
        };
    }

    private static Func<PictureSource> Images(ValueGetter<MLImage> getter)
    {
        MLImage? image = null;
        return () =>
        {
            getter(ref image!);
            return FromImage(image);
        };
    }
}
