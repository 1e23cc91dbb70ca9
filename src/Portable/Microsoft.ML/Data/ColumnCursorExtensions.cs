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

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column) => Read<T, T>(data, column, value => value, keepBuffer: false);

    private static IEnumerable<string> Texts<T>(IDataView data, DataViewSchema.Column column) =>
        Values<ReadOnlyMemory<char>>(data, column).Select(text => text.ToString());

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column) =>
        Read<VBuffer<T>, T[]>(data, column, vector => vector.ToArray(), keepBuffer: true);

    private static IEnumerable<string[]> TextArrays<T>(IDataView data, DataViewSchema.Column column) =>
        Arrays<ReadOnlyMemory<char>>(data, column).Select(texts => Array.ConvertAll(texts, text => text.ToString()));

    private static IEnumerable<TResult> Read<T, TResult>(IDataView data, DataViewSchema.Column column, Func<T, TResult> map, bool keepBuffer)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return map(value);
            value = keepBuffer ? value : default;
        }
    }
}
