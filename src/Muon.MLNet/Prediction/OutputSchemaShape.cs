using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>
/// The output columns as an estimator announces them before it is fitted. A <see cref="SchemaShape.Column"/> has no public
/// constructor, so the columns are borrowed from a CustomMapping estimator that is described to have them.
/// </summary>
internal static class OutputSchemaShape
{
    private const int AnyCount = 2;

    public static SchemaShape Create(SchemaShape input, PredictionColumns columns, SchemaShape.Column label)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Outputs));

        // Found once: the definition knows its columns by the names that they are given here.
        (SchemaDefinition.Column predicted, SchemaDefinition.Column score) = (definition[nameof(Outputs.PredictedLabel)], definition[nameof(Outputs.Score)]);
        Describe(predicted, columns.PredictedLabel, "PredictedLabel", new KeyDataViewType(typeof(uint), AnyCount));
        Describe(score, columns.Score, "Score", new VectorDataViewType(NumberDataViewType.Single, AnyCount));
        score.AddAnnotation("SlotNames", Texts(), new VectorDataViewType(TextDataViewType.Instance, AnyCount));
        AddKeyValues(predicted, label);

        var borrowed = new MLContext().Transforms
            .CustomMapping<Nothing, Outputs>((_, _) => { }, contractName: null, outputSchemaDefinition: definition)
            .GetOutputSchema(new SchemaShape([]));
        return new SchemaShape(input
            .Where(column => !string.Equals(column.Name, columns.Score, StringComparison.Ordinal) && !string.Equals(column.Name, columns.PredictedLabel, StringComparison.Ordinal))
            .Concat(borrowed));
    }

    private static void Describe(SchemaDefinition.Column column, string name, string valueKind, DataViewType type)
    {
        column.ColumnName = name;
        column.ColumnType = type;
        column.AddAnnotation("ScoreColumnKind", "MulticlassClassification".AsMemory(), TextDataViewType.Instance);
        column.AddAnnotation("ScoreValueKind", valueKind.AsMemory(), TextDataViewType.Instance);
    }

    /// <summary>MapKeyToValue asks whether the key has values, and of which type.</summary>
    private static void AddKeyValues(SchemaDefinition.Column column, SchemaShape.Column label)
    {
        foreach (SchemaShape.Column annotation in label.Annotations)
        {
            if (string.Equals(annotation.Name, "KeyValues", StringComparison.Ordinal) && LabelValueKind.Find(annotation.ItemType) is { } kind)
            {
                kind.AddPlaceholder(column, AnyCount);
            }
        }
    }

    private static VBuffer<ReadOnlyMemory<char>> Texts() => new(AnyCount, ["0".AsMemory(), "1".AsMemory()]);

    private sealed class Nothing;

    private sealed class Outputs
    {
        public uint PredictedLabel { get; set; }

        [VectorType(AnyCount)]
        public float[] Score { get; set; } = [];
    }
}
