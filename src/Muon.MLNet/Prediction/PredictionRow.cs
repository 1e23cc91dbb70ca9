using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>One row with its predictions; scored when first asked for, once per position.</summary>
internal sealed class PredictionRow(IClassifier classifier, DataViewSchema schema, DataViewRow input, HashSet<int> active) : DataViewRow
{
    private readonly PredictionGetters? _getters = active.Any(index => index >= input.Schema.Count)
        ? new PredictionGetters(classifier, schema, new SingleRowScores(classifier, input))
        : null;

    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        PredictionGetters.Get<TValue>(_getters, this, input, column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
