using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

public sealed class EvaluationRow
{
    [KeyType(2)]
    public uint Label;

    public float[] Score;

    [KeyType(2)]
    public uint PredictedLabel;
}

internal static class EvaluationData
{
    /// <summary>The member value that a cursor reads as this key: members count from zero, 0 is the missing key.</summary>
    public static uint Key(uint cursorValue) => cursorValue == 0 ? uint.MaxValue : cursorValue - 1;

    public static IDataView View(
        MLContext context,
        int classes,
        EvaluationRow[] rows,
        string[] scoreNames = null,
        string[] labelNames = null,
        string scoreAnnotation = "SlotNames",
        int? keyCount = null)
    {
        var definition = SchemaDefinition.Create(typeof(EvaluationRow));
        definition["Score"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        int keys = keyCount ?? Math.Max(classes, 1);
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), keys);
        definition["PredictedLabel"].ColumnType = new KeyDataViewType(typeof(uint), keys);
        Annotate(definition["Score"], scoreAnnotation, scoreNames);
        Annotate(definition["Label"], "KeyValues", labelNames);
        return context.Data.LoadFromEnumerable(rows, definition);
    }

    private static void Annotate(SchemaDefinition.Column column, string kind, string[] names)
    {
        if (names is not null)
        {
            var values = new VBuffer<ReadOnlyMemory<char>>(names.Length, Array.ConvertAll(names, n => n.AsMemory()));
            column.AddAnnotation(kind, values, new VectorDataViewType(TextDataViewType.Instance, names.Length));
        }
    }
}
