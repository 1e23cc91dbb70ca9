using Microsoft.ML;
using Muon.MLNet.Prediction;
using Muon.MLNet.Training;

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

    /// <exception cref="InvalidOperationException">A step in front of the trainer failed; which row it was is known roughly.</exception>
    public bool MoveNext()
    {
        try
        {
            return _cursor.MoveNext();
        }
        catch (Exception error) when (_kind == ImageInputKind.Encoded && FailedStep.IsOne(error))
        {
            throw FailedStep.OfRows(_column, _cursor.Position + 1, error);
        }
    }

    /// <summary>The picture of the current row.</summary>
    public PictureSource Current() => _read();

    /// <summary>Compares the current row with what it was when the labels were read.</summary>
    public void Check(int row, int[] classes)
    {
        if (row >= classes.Length || _readClass!() != classes[row])
        {
            throw LabelColumn.NotRepeatable();
        }
    }

    public void Dispose() => _cursor.Dispose();
}
