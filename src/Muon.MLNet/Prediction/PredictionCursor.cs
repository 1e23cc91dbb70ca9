using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>Walks the input and gives the predictions of each row.</summary>
internal sealed class PredictionCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly HashSet<int> _active;
    private readonly AheadScores? _aheadScores;
    private readonly PredictionGetters? _getters;

    public PredictionCursor(IClassifier classifier, DataViewSchema schema, DataViewRowCursor input, HashSet<int> active, DataViewRowCursor? ahead, long? rowCount)
    {
        Schema = schema;
        _input = input;
        _active = active;
        if (active.Any(index => index >= input.Schema.Count))
        {
            _aheadScores = ahead is null ? null : new AheadScores(classifier, input, ahead, rowCount);
            _getters = new PredictionGetters(classifier, schema, (IRowScores?)_aheadScores ?? new SingleRowScores(classifier, input));
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool MoveNext() => _input.MoveNext();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        PredictionGetters.Get<TValue>(_getters, this, _input, column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aheadScores?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }
}
