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
    /// <returns>
    /// The function. Where a step in front, such as LoadImages, throws for one row alone, that row is given as a broken picture.
    /// </returns>
    public static Func<PictureSource> Create(DataViewRow row, DataViewSchema.Column column, ImageInputKind kind) => kind switch
    {
        ImageInputKind.Path => Paths(row.GetGetter<ReadOnlyMemory<char>>(column)),
        ImageInputKind.Encoded => Encoded(row.GetGetter<VBuffer<byte>>(column), row, column.Name),
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

    private static Func<PictureSource> Encoded(ValueGetter<VBuffer<byte>> getter, DataViewRow row, string column)
    {
        VBuffer<byte> bytes = default;
        return () =>
        {
            try
            {
                getter(ref bytes);
            }
            catch (Exception error) when (FailedStep.IsOne(error))
            {
                // ML.NET computes vectors of many rows ahead, on other threads: such a cursor cannot go on after a failure.
                return row is DataViewRowCursor ? throw FailedStep.OfRows(column, row.Position, error) : FailedStep.OfOneRow(error);
            }

            return PictureSource.Bytes([.. bytes.DenseValues()]);
        };
    }

    private static Func<PictureSource> Images(ValueGetter<MLImage> getter)
    {
        MLImage? image = null;
        return () =>
        {
            try
            {
                getter(ref image!);
            }
            catch (Exception error) when (FailedStep.IsOne(error))
            {
                // Images are loaded at this very call, for this row alone, so that the next row is not affected.
                return FailedStep.OfOneRow(error);
            }

            return FromImage(image);
        };
    }
}
