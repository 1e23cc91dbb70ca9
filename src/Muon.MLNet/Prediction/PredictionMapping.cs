using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>What a transformer does with a schema and a view, the same for pictures and texts.</summary>
internal static class PredictionMapping
{
    public static DataViewSchema GetOutputSchema(IClassifier classifier, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _ = classifier.FindInputs(inputSchema);
        DataViewSchema.Builder builder = new();
        builder.AddColumns(inputSchema);
        OutputColumns.AddTo(builder, classifier);
        return builder.ToSchema();
    }

    public static IDataView Transform(IClassifier classifier, IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new PredictionView(classifier, input);
    }

    public static IRowToRowMapper GetRowToRowMapper(IClassifier classifier, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new PredictionRowMapper(classifier, inputSchema);
    }

    /// <summary>The input columns that must be read to give the wanted output columns.</summary>
    public static IEnumerable<DataViewSchema.Column> Dependencies(IClassifier classifier, DataViewSchema inputSchema, IEnumerable<DataViewSchema.Column> wanted)
    {
        HashSet<int> indices = [.. wanted.Select(column => column.Index)];
        bool predicts = indices.Any(index => index >= inputSchema.Count);
        indices.UnionWith(predicts ? classifier.FindInputs(inputSchema).Select(column => column.Index) : []);
        return [.. inputSchema.Where(column => indices.Contains(column.Index))];
    }
}
