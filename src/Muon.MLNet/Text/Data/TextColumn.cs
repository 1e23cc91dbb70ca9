using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Prediction;

namespace Muon.MLNet.Text;

/// <summary>The text columns of a view.</summary>
internal static class TextColumn
{
    /// <summary>Finds the columns and checks their types.</summary>
    /// <param name="schema">The columns of the view.</param>
    /// <param name="first">The name of the text column.</param>
    /// <param name="second">The name of the second one, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or of the wrong type.</exception>
    public static DataViewSchema.Column[] Find(DataViewSchema schema, string first, string? second) =>
        second is null ? [Find(schema, first)] : [Find(schema, first), Find(schema, second)];

    /// <summary>Functions that give the texts of the current row; a missing one is empty.</summary>
    public static (Func<ReadOnlyMemory<char>> First, Func<ReadOnlyMemory<char>> Second) Readers(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns) =>
        (Reader(row, columns[0]), columns.Count > 1 ? Reader(row, columns[1]) : () => default);

    private static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw SchemaErrors.Missing("sentence", name);
        return column.Type is TextDataViewType ? column : throw SchemaErrors.Mismatch("sentence", name, TextDataViewType.Instance.ToString(), column.Type.ToString()!);
    }

    private static Func<ReadOnlyMemory<char>> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }
}
