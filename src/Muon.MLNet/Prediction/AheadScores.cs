using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>
/// Scores rows in batches by a second cursor that reads the feature column ahead of the first. The batch grows from one
/// row (1, 8, 64, 128), so that looking at the head of a view stays cheap; a view that says that it has no more rows than fit into
/// one batch is scored as one.
/// </summary>
internal sealed class AheadScores : IRowScores, IDisposable
{
    private const int MaxBatch = 128;
    private const int Growth = 8;
    private const int MaxBatchValues = 1 << 24;

    private readonly DataViewRowCursor _main;
    private readonly DataViewRowCursor _ahead;
    private readonly string _feature;
    private readonly ValueGetter<DataViewRowId> _mainId;
    private readonly ValueGetter<DataViewRowId> _aheadId;
    private readonly IInputBatch _batch;
    private readonly int _classes;
    private readonly int _capacity;
    private readonly float[] _scores;
    private readonly DataViewRowId[] _ids;
    private long _first;
    private int _count;
    private int _size;

    public AheadScores(IClassifier classifier, DataViewRowCursor main, DataViewRowCursor ahead, long? rowCount)
    {
        _main = main;
        _ahead = ahead;
        _feature = classifier.Columns.Feature;
        _mainId = main.GetIdGetter();
        _aheadId = ahead.GetIdGetter();
        _classes = classifier.Labels.Count;
        _capacity = Math.Clamp(MaxBatchValues / _classes, 1, MaxBatch);
        _size = rowCount is > 0 and { } count && count <= _capacity ? (int)count : 1;
        _batch = classifier.CreateBatch(ahead, _capacity);
        _scores = new float[_capacity * _classes];
        _ids = new DataViewRowId[_capacity];
    }

    public ReadOnlySpan<float> Current()
    {
        long position = _main.Position;
        if (position < 0)
        {
            throw new InvalidOperationException("There is no current row: call MoveNext first, and stop when it returns false.");
        }

        if (position >= _first + _count)
        {
            Fill(position);
        }

        int row = (int)(position - _first);
        DataViewRowId id = default;
        _mainId(ref id);
        if (!id.Equals(_ids[row]))
        {
            throw new InvalidOperationException("The input gave its rows in another order when it was read a second time; predictions need a repeatable order. Call Cache on the input.");
        }

        return _scores.AsSpan(row * _classes, _classes);
    }

    public void Dispose() => _ahead.Dispose();

    private void Fill(long position)
    {
        while (_ahead.Position < position)
        {
            if (!MoveAhead())
            {
                throw new InvalidOperationException("The input had fewer rows when it was read a second time; predictions need repeatable data. Call Cache on the input.");
            }
        }

        _first = position;
        _count = 0;
        do
        {
            _aheadId(ref _ids[_count++]);
            _batch.Add();
        }
        while (_count < _size && MoveAhead());

        _batch.Score(_scores);
        _size = Math.Min(_size * Growth, _capacity);
    }

    private bool MoveAhead()
    {
        try
        {
            return _ahead.MoveNext();
        }
        catch (Exception error) when (error.GetBaseException() is not OperationCanceledException)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"Column '{_feature}': a step in front of the model failed at or after row {_ahead.Position + 1}: {error.GetBaseException().Message} Mend that row or filter it out before the step."), error);
        }
    }
}
