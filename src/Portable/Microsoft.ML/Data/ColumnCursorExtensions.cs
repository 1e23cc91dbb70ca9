namespace Microsoft.ML.Data;

public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        Contracts.NotNull(data);
        return data.GetColumn<T>(data.Schema[string.IsNullOrEmpty(columnName) ? null : columnName]);
    }

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.NotNull(data);
        MemberType wanted = MemberType.Of(typeof(T));
        Contracts.CheckParam(
            wanted.Fits(column.Type),
            nameof(column),
            $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
        string kind = (wanted.IsVector && wanted.Declared.IsArray, wanted.Item == typeof(string)) switch
        {
            (false, true) => nameof(Texts),
            (false, _) => nameof(Values),
            (_, true) => nameof(TextArrays),
            _ => nameof(Arrays),
        };
        return Generic.Call<IEnumerable<T>>(typeof(ColumnCursorExtensions), kind, kind == nameof(Values) ? typeof(T) : wanted.Item, data, column);
    }

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            T value = default;
            getter(ref value);
            yield return value;
        }
    }

    private static IEnumerable<string> Texts<T>(IDataView data, DataViewSchema.Column column) =>
        Values<ReadOnlyMemory<char>>(data, column).Select(text => text.ToString());

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column) =>
        Values<VBuffer<T>>(data, column).Select(vector => vector.DenseValues().ToArray());

    private static IEnumerable<string[]> TextArrays<T>(IDataView data, DataViewSchema.Column column) =>
        Values<VBuffer<ReadOnlyMemory<char>>>(data, column).Select(vector => vector.DenseValues().Select(text => text.ToString()).ToArray());
}
