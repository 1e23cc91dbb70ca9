using System.Globalization;
using Microsoft.ML;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Images;

/// <summary>Walks the rows of a picture column.</summary>
internal sealed class PictureRows : IDisposable
{
    private readonly DataViewRowCursor _cursor;
    private readonly Func<PictureSource> _read;
    private readonly Func<int>? _readClass;
    private readonly ImageInputKind _kind;
    private readonly string _column;

    public PictureRows(IDataView data, DataViewSchema.Column image, ImageInputKind kind, string? labelName)
    {
        DataViewSchema.Column? label = labelName is null ? null : data.Schema[labelName];
        _cursor = data.GetRowCursor(label is { } column ? [column, image] : [image]);
        _read = PictureReader.Create(_cursor, image, kind);
        _readClass = label is { } found ? LabelReader.Create(_cursor, found) : null;
        _kind = kind;
        _column = image.Name;
    }

    public static InvalidOperationException NotRepeatable() =>
        new("The data gave other rows when it was read a second time; training reads it twice, the labels first. Call Cache on the data, or do not shuffle it.");

    public bool MoveNext() => Guard(_cursor.MoveNext);

    /// <summary>The picture of the current row.</summary>
    public PictureSource Current() => Guard(_read);

    /// <summary>Compares the current row with what it was when the labels were read.</summary>
    public void Check(int row, int[] classes)
    {
        if (row >= classes.Length || _readClass!() != classes[row])
        {
            throw NotRepeatable();
        }
    }

    public void Dispose() => _cursor.Dispose();

    /// <summary>A step such as LoadImages in front of the trainer throws within the cursor, which cannot go on then.</summary>
    private T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception error) when (_kind is ImageInputKind.Image or ImageInputKind.Encoded && error is not OperationCanceledException)
        {
            string row = (Math.Max(_cursor.Position, -1) + 1).ToString(CultureInfo.InvariantCulture);
            throw new InvalidOperationException(
                $"Column '{_column}': a step before the trainer could not load a picture, at or after row {row}: {error.GetBaseException().Message} " +
                "Let the trainer read the column of paths itself (ImageColumnName): it names the file, and can leave it out (OnBadImage).", error);
        }
    }
}
