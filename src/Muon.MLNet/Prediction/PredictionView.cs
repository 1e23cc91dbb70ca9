using Microsoft.ML;

namespace Muon.MLNet.Prediction;

/// <summary>A lazy view of the input with the two prediction columns behind it.</summary>
internal sealed class PredictionView(IClassifier classifier, IDataView input) : IDataView
{
    public DataViewSchema Schema { get; } = PredictionMapping.GetOutputSchema(classifier, input.Schema);

    public bool CanShuffle => input.CanShuffle;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(column => column.Index)];
        bool predicts = active.Any(index => index >= input.Schema.Count);
        if (!predicts)
        {
            return new PredictionCursor(classifier, Schema, input.GetRowCursor(PassedThrough(active), rand), active, ahead: null, rowCount: null);
        }

        if (rand is not null)
        {
            // A shuffled order cannot be read twice, so nothing can be read ahead.
            IEnumerable<DataViewSchema.Column> all = PredictionMapping.Dependencies(classifier, input.Schema, Schema.Where(column => active.Contains(column.Index)));
            return new PredictionCursor(classifier, Schema, input.GetRowCursor(all, rand), active, ahead: null, rowCount: null);
        }

        DataViewRowCursor main = input.GetRowCursor(PassedThrough(active));
        DataViewRowCursor ahead = input.GetRowCursor(classifier.FindInputs(input.Schema));
        return new PredictionCursor(classifier, Schema, main, active, ahead, input.GetRowCount());
    }

    /// <summary>One cursor whatever <paramref name="n"/> is: the network's own threads do the parallel work.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private IEnumerable<DataViewSchema.Column> PassedThrough(HashSet<int> active) =>
        [.. input.Schema.Where(column => active.Contains(column.Index))];
}
