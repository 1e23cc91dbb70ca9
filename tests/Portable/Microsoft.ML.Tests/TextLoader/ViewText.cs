using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Schemas, rows and values in the form of the recorded cases.</summary>
internal static class ViewText
{
    /// <summary>The visible columns of every row, as a cursor reads them.</summary>
    public static List<object[]> Rows(IDataView view)
    {
        DataViewSchema.Column[] columns = [.. view.Schema.Where(c => !c.IsHidden)];
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        Func<object>[] getters = Array.ConvertAll(columns, c => Reader(cursor, c));
        List<object[]> rows = [];
        while (cursor.MoveNext())
        {
            rows.Add(Array.ConvertAll(getters, g => g()));
        }

        return rows;
    }

    public static void AreEqual(JsonElement expected, IEnumerable<object[]> rows, string where)
    {
        object[][] actual = [.. rows];
        Assert.AreEqual(expected.GetArrayLength(), actual.Length, $"{where}: rows");
        for (int i = 0; i < actual.Length; i++)
        {
            AreEqual(expected[i], actual[i], $"{where}, row {i}");
        }
    }

    public static void AreEqual(JsonElement expected, object[] row, string where)
    {
        Assert.AreEqual(expected.GetArrayLength(), row.Length, $"{where}: columns");
        for (int i = 0; i < row.Length; i++)
        {
            AreEqual(expected[i], row[i], $"{where}, column {i}");
        }
    }

    public static void AreEqual(JsonElement expected, object value, string where)
    {
        if (value is Array array)
        {
            Assert.AreEqual(expected.GetArrayLength(), array.Length, $"{where}: items");
            for (int i = 0; i < array.Length; i++)
            {
                AreEqual(expected[i], array.GetValue(i), $"{where}, item {i}");
            }

            return;
        }

        string text = expected.ValueKind == JsonValueKind.String ? expected.GetString() : expected.GetRawText();
        object wanted = value switch
        {
            bool => bool.Parse(text),
            float => float.Parse(text, CultureInfo.InvariantCulture),
            double => double.Parse(text, CultureInfo.InvariantCulture),
            IConvertible and not string => Convert.ChangeType(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), value.GetType(), CultureInfo.InvariantCulture),
            _ => text.Replace("<current year>", DateTime.UtcNow.Year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal),
        };
        Assert.AreEqual(wanted, value, where);
    }

    public static void AreEqual(JsonElement expected, DataViewSchema schema, string where)
    {
        Assert.AreEqual(expected.GetArrayLength(), schema.Count, $"{where}: columns");
        for (int i = 0; i < schema.Count; i++)
        {
            DataViewSchema.Column column = schema[i];
            Assert.AreEqual(expected[i].GetProperty("name").GetString(), column.Name, where);
            Assert.AreEqual(expected[i].GetProperty("index").GetInt32(), column.Index, where);
            Assert.AreEqual(expected[i].GetProperty("type").GetString(), column.Type.ToString(), $"{where}: {column.Name}");
            JsonElement annotations = expected[i].TryGetProperty("annotations", out JsonElement a) ? a : default;
            string[] kinds = annotations.ValueKind == JsonValueKind.Object ? [.. annotations.EnumerateObject().Select(p => p.Name)] : [];
            CollectionAssert.AreEquivalent(kinds, column.Annotations.Schema.Select(c => c.Name).ToArray(), $"{where}: annotations of {column.Name}");
            foreach (string kind in kinds)
            {
                DataViewType type = column.Annotations.Schema[kind].Type;
                Assert.AreEqual(annotations.GetProperty(kind).GetProperty("type").GetString(), type.ToString(), $"{where}: {kind}");
                AreEqual(annotations.GetProperty(kind).GetProperty("value"), Annotation(column, kind, type), $"{where}: {kind}");
            }
        }
    }

    /// <summary>Whether the recorded result is an exception; then the action must raise the same.</summary>
    public static bool Throws(JsonElement expected, Action action, string where)
    {
        if (expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("throws", out JsonElement type))
        {
            return false;
        }

        Exception raised = null;
        try
        {
            action();
        }
        catch (Exception e)
        {
            raised = e;
        }

        Assert.AreEqual(type.GetString(), raised?.GetType().FullName, $"{where}: {raised}");
        if (expected.TryGetProperty("paramName", out JsonElement name))
        {
            Assert.AreEqual(name.GetString(), ((ArgumentException)raised).ParamName, where);
        }

        return true;
    }

    private static Func<object> Reader(DataViewRow row, DataViewSchema.Column column) =>
        (Func<object>)Call(nameof(TypedReader), column.Type, row, column);

    private static Func<object> TypedReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default;
            getter(ref value);
            return Plain(value);
        };
    }

    private static object Annotation(DataViewSchema.Column column, string kind, DataViewType type) => Call(nameof(TypedAnnotation), type, column, kind);

    private static object TypedAnnotation<T>(DataViewSchema.Column column, string kind)
    {
        T value = default;
        column.Annotations.GetValue(kind, ref value);
        return Plain(value);
    }

    private static object Plain<T>(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.ToString(),
        _ when typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>) => ((System.Collections.IEnumerable)typeof(T).GetMethod("DenseValues").Invoke(value, null)).Cast<object>().Select(Plain).ToArray(),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object Call(string method, DataViewType type, params object[] arguments) =>
        typeof(ViewText).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)
            .MakeGenericMethod(type.RawType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
