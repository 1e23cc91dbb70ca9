using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>Row by row prediction, as a <c>PredictionEngine</c> asks for it.</summary>
internal sealed class PredictionRowMapper(IClassifier classifier, DataViewSchema inputSchema) : IRowToRowMapper
{
    public DataViewSchema InputSchema { get; } = inputSchema;

    public DataViewSchema OutputSchema { get; } = PredictionMapping.GetOutputSchema(classifier, inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        PredictionMapping.Dependencies(classifier, InputSchema, dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new PredictionRow(classifier, OutputSchema, input, [.. activeColumns.Select(column => column.Index)]);
}
