using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests.Transforms;

/// <summary>Recorded cases: runs what they describe and compares all of the output.</summary>
internal static class Golden
{
    /// <summary>What a call gives, or how it throws.</summary>
    public static JsonNode Run(Func<JsonNode> call)
    {
        try
        {
            return call();
        }
        catch (Exception e)
        {
            return Error(e);
        }
    }

    public static JsonObject Error(Exception e)
    {
        while (e is TargetInvocationException && e.InnerException is not null)
        {
            e = e.InnerException;
        }

        string temp = Path.GetTempPath().TrimEnd('/');
        var error = new JsonObject { ["throws"] = e.GetType().FullName, ["message"] = e.Message.Replace(temp + "/" + FolderMarker, "<tmp>") };
        if (e is ArgumentException { ParamName: not null } argument)
        {
            error["paramName"] = argument.ParamName;
        }

        if (e.InnerException is not null)
        {
            error["inner"] = Error(e.InnerException);
        }

        return error;
    }

    public const string FolderMarker = "mlnet-golden";

    /// <summary>Fails unless every recorded entry is among the actual ones, is excused with a reason or is not known.</summary>
    public static void Compare(JsonNode expected, JsonNode actual, IReadOnlyDictionary<string, string> excused = null) =>
        GoldenCases.Each(expected.AsObject().Where(e => excused?.ContainsKey(e.Key) != true), entry =>
        {
            if (!actual.AsObject().ContainsKey(entry.Key))
            {
                throw GoldenCases.Unknown($"output {entry.Key}");
            }

            Same(entry.Value, actual[entry.Key], entry.Key);
        });

    public static void Same(JsonNode expected, JsonNode actual, string path)
    {
        switch (expected)
        {
            case JsonObject wanted:
                Assert.IsInstanceOfType<JsonObject>(actual, $"{path}: expected {wanted.ToJsonString()}, got {actual?.ToJsonString() ?? "null"}");
                string keys = string.Join(",", wanted.Select(p => p.Key).Order());
                Assert.AreEqual(keys, string.Join(",", ((JsonObject)actual).Select(p => p.Key).Order()), $"{path}: members; got {actual.ToJsonString()}");
                foreach ((string name, JsonNode value) in wanted)
                {
                    Same(value, actual[name], path + "." + name);
                }

                break;
            case JsonArray wanted:
                Assert.IsInstanceOfType<JsonArray>(actual, $"{path}: expected {wanted.ToJsonString()}, got {actual?.ToJsonString() ?? "null"}");
                Assert.AreEqual(wanted.Count, ((JsonArray)actual).Count, $"{path}: length; got {actual.ToJsonString()}");
                for (int i = 0; i < wanted.Count; i++)
                {
                    Same(wanted[i], actual[i], $"{path}[{i}]");
                }

                break;
            case JsonValue when expected.GetValueKind() == JsonValueKind.Number:
                Assert.AreEqual(JsonValueKind.Number, actual?.GetValueKind(), $"{path}: expected {expected.ToJsonString()}, got {actual?.ToJsonString() ?? "null"}");
                double e = double.Parse(expected.ToJsonString(), CultureInfo.InvariantCulture);
                double a = double.Parse(actual.ToJsonString(), CultureInfo.InvariantCulture);
                Assert.IsTrue(e == 0 ? a == 0 && double.IsNegative(e) == double.IsNegative(a) : Math.Abs(e - a) <= 2e-6 * Math.Max(Math.Abs(e), 1e-3), $"{path}: expected {e}, got {a}");
                break;
            default:
                Assert.AreEqual(expected?.ToJsonString() ?? "null", actual?.ToJsonString() ?? "null", path);
                break;
        }
    }

    public static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    public static JsonArray Names(DataViewSchema schema) => Array(schema.Select(c => (JsonNode)(c.Name + (c.IsHidden ? " hidden" : ""))));

    public static JsonArray Types(IEnumerable<ITransformer> transformers) => Array(transformers.Select(t => (JsonNode)t.GetType().ToString()));

    public static JsonObject View(IDataView view) => new() { ["schema"] = Schema(view.Schema), ["rows"] = Rows(view) };

    public static JsonArray Schema(DataViewSchema schema) => Array(schema.Select(c =>
    {
        var column = new JsonObject { ["name"] = c.Name, ["index"] = c.Index, ["type"] = c.Type.ToString() };
        if (c.IsHidden)
        {
            column["hidden"] = true;
        }

        if (c.Annotations.Schema.Count > 0)
        {
            column["annotations"] = new JsonObject(c.Annotations.Schema.Select(a =>
                KeyValuePair.Create(a.Name, (JsonNode)new JsonObject { ["type"] = a.Type.ToString(), ["value"] = Annotation(c.Annotations, a) })));
        }

        return (JsonNode)column;
    }));

    public static JsonArray Rows(IDataView view)
    {
        DataViewSchema.Column[] columns = [.. view.Schema.Where(c => !c.IsHidden)];
        var rows = new JsonArray();
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        Func<JsonNode>[] read = System.Array.ConvertAll(columns, c => Reader(cursor, c));
        while (cursor.MoveNext())
        {
            rows.Add(Array(read.Select(r => r())));
        }

        return rows;
    }

    public static JsonArray Column(IDataView view, string name)
    {
        var values = new JsonArray();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[name]]);
        Func<JsonNode> read = Reader(cursor, view.Schema[name]);
        while (cursor.MoveNext())
        {
            values.Add(read());
        }

        return values;
    }

    public static Func<JsonNode> Reader(DataViewRow row, DataViewSchema.Column column) =>
        (Func<JsonNode>)Invoke(nameof(TypedReader), column.Type.RawType, row, column);

    private static Func<JsonNode> TypedReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            get(ref value);
            return Value(value);
        };
    }

    private static JsonNode Annotation(DataViewSchema.Annotations annotations, DataViewSchema.Column column) =>
        (JsonNode)Invoke(nameof(TypedAnnotation), column.Type.RawType, annotations, column);

    private static JsonNode TypedAnnotation<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default;
        annotations.GetValue(column.Name, ref value);
        return Value(value);
    }

    private static object Invoke(string method, Type argument, params object[] arguments) =>
        typeof(Golden).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)
            .MakeGenericMethod(argument)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static JsonNode Items<T>(VBuffer<T> vector) => Array(vector.DenseValues().Select(v => Value(v)));

    private static JsonNode Value(object value) => value switch
    {
        ReadOnlyMemory<char> text => text.ToString(),
        string text => text,
        bool flag => flag,
        float number => float.IsFinite(number) ? JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture)) : number.ToString(CultureInfo.InvariantCulture),
        double number => double.IsFinite(number) ? JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture)) : number.ToString(CultureInfo.InvariantCulture),
        _ when value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(VBuffer<>) => (JsonNode)Invoke(nameof(Items), type.GenericTypeArguments[0], value),
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{value?.GetType()}"),
    };
}

/// <summary>One column of any type.</summary>
public sealed class ValueRow<T>
{
    public T V { get; set; }
}

internal static class Values
{
    /// <summary>A view with a column of the type that the case names, and the values that it lists.</summary>
    public static IDataView View(MLContext ml, string type, JsonArray values, string column = "V", bool fixedSize = true)
    {
        Type item = Type.GetType(type);
        return (IDataView)typeof(Values).GetMethod(nameof(Typed), BindingFlags.Static | BindingFlags.NonPublic)
            .MakeGenericMethod(item)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [ml, values, column, fixedSize], null);
    }

    private static IDataView Typed<T>(MLContext ml, JsonArray values, string column, bool fixedSize)
    {
        ValueRow<T>[] rows = [.. values.Select(v => new ValueRow<T> { V = (T)Read(v, typeof(T)) })];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(ValueRow<T>));
        definition["V"].ColumnName = column;
        if (typeof(T).IsArray && fixedSize && rows.Length > 0)
        {
            var item = (PrimitiveDataViewType)((VectorDataViewType)definition[column].ColumnType).ItemType;
            definition[column].ColumnType = new VectorDataViewType(item, ((Array)(object)rows[0].V).Length);
        }

        return ml.Data.LoadFromEnumerable(rows, definition);
    }

    private static object Read(JsonNode node, Type type)
    {
        if (node is null)
        {
            return null;
        }

        if (type.IsArray)
        {
            JsonArray items = node.AsArray();
            Array array = Array.CreateInstance(type.GetElementType(), items.Count);
            for (int i = 0; i < items.Count; i++)
            {
                array.SetValue(Read(items[i], type.GetElementType()), i);
            }

            return array;
        }

        string text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        return type == typeof(string) ? text
            : type == typeof(float) ? float.Parse(text, CultureInfo.InvariantCulture)
            : type == typeof(double) ? double.Parse(text, CultureInfo.InvariantCulture)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
