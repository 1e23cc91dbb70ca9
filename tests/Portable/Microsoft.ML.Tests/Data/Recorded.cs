using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Values turned into JSON the way the cases were recorded, compared whole.</summary>
internal static class Recorded
{
    /// <summary>The value, or the exception, in the form of the recorded cases.</summary>
    public static JsonNode Try(Func<object> action)
    {
        try
        {
            return Of(action());
        }
        catch (Exception e) when (e is not UnitTestAssertException)
        {
            var thrown = new JsonObject { ["throws"] = e.GetType().FullName, ["message"] = e.Message };
            if (e is ArgumentException { ParamName: { } name })
            {
                thrown["paramName"] = name;
            }

            return thrown;
        }
    }

    public static JsonNode Of(object value) => value switch
    {
        null => null,
        JsonNode node => node,
        bool b => JsonValue.Create(b),
        string s => JsonValue.Create(s),
        ReadOnlyMemory<char> text => JsonValue.Create(text.ToString()),
        float f => Number(f, f.ToString(CultureInfo.InvariantCulture)),
        double d => Number(d, d.ToString(CultureInfo.InvariantCulture)),
        DateTime t => JsonValue.Create(t.ToString("o", CultureInfo.InvariantCulture)),
        DateTimeOffset t => JsonValue.Create(t.ToString("o", CultureInfo.InvariantCulture)),
        TimeSpan t => JsonValue.Create(t.ToString("c", CultureInfo.InvariantCulture)),
        DataViewSchema schema => Schema(schema),
        IConvertible number => JsonValue.Create(number.ToDouble(CultureInfo.InvariantCulture)),
        IDictionary map => new JsonObject(map.Cast<DictionaryEntry>().Select(p => KeyValuePair.Create((string)p.Key, Of(p.Value)))),
        _ when value.GetType().IsGenericType && value.GetType().GetGenericTypeDefinition() == typeof(VBuffer<>) => Of(((dynamic)value).DenseValues()),
        IEnumerable items => new JsonArray([.. items.Cast<object>().Select(Of)]),
        _ => new JsonObject(value.GetType().GetProperties().Select(p => KeyValuePair.Create(p.Name, Of(p.GetValue(value))))
            .Concat(value.GetType().GetFields().Select(f => KeyValuePair.Create(f.Name, Of(f.GetValue(value)))))),
    };

    public static JsonNode Schema(DataViewSchema schema) => new JsonArray([.. schema.Select(column =>
    {
        var json = new JsonObject { ["name"] = column.Name, ["index"] = column.Index, ["type"] = column.Type.ToString() };
        if (column.IsHidden)
        {
            json["hidden"] = true;
        }

        if (column.Annotations.Schema.Count > 0)
        {
            json["annotations"] = new JsonObject(column.Annotations.Schema.Select(a => KeyValuePair.Create(
                a.Name, (JsonNode)new JsonObject { ["type"] = a.Type.ToString(), ["value"] = Of(Annotation((dynamic)Activator.CreateInstance(a.Type.RawType), column.Annotations, a)) })));
        }

        return (JsonNode)json;
    })]);

    /// <summary>All rows of the visible columns.</summary>
    public static object Rows(IDataView view) => view.Preview(int.MaxValue).RowView.Select(r => view.Schema.Where(c => !c.IsHidden).Select(c => r.Values[c.Index].Value));

    public static void AreEqual(JsonNode expected, JsonNode actual, string name)
    {
        var differences = new List<string>();
        Compare(expected, actual, name, differences);
        Assert.IsEmpty(differences, string.Join(Environment.NewLine, differences));
    }

    private static void Compare(JsonNode expected, JsonNode actual, string path, List<string> differences)
    {
        if (expected is JsonObject eo && actual is JsonObject ao)
        {
            foreach (string key in eo.Select(p => p.Key).Union(ao.Select(p => p.Key)))
            {
                Compare(eo.ContainsKey(key) ? eo[key] : "(absent)", ao.ContainsKey(key) ? ao[key] : "(absent)", $"{path}.{key}", differences);
            }
        }
        else if (expected is JsonArray ea && actual is JsonArray aa && ea.Count == aa.Count)
        {
            for (int i = 0; i < ea.Count; i++)
            {
                Compare(ea[i], aa[i], $"{path}[{i}]", differences);
            }
        }
        else if (expected is JsonValue ev && actual is JsonValue av && ev.TryGetValue(out double e) && av.TryGetValue(out double a) ? (float)e != (float)a : expected?.ToJsonString() != actual?.ToJsonString())
        {
            differences.Add($"{path}: expected {expected?.ToJsonString() ?? "null"}, actual {actual?.ToJsonString() ?? "null"}");
        }
    }

    private static T Annotation<T>(T value, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        annotations.GetGetter<T>(column)(ref value);
        return value;
    }

    private static JsonValue Number(double value, string text) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(text);
}
