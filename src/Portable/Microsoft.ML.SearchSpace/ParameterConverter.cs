using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.SearchSpace;

/// <summary>A parameter in JSON is its bare value.</summary>
internal sealed class ParameterConverter : JsonConverter<Parameter>
{
    public override Parameter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => Parameter.FromBool(reader.GetBoolean()),
        JsonTokenType.String => Parameter.FromString(reader.GetString()),
        JsonTokenType.Number => reader.TryGetInt64(out long integer) ? Parameter.FromLong(integer) : Parameter.FromDouble(reader.GetDouble()),
        JsonTokenType.StartArray => Parameter.FromIEnumerable(JsonSerializer.Deserialize<List<Parameter>>(ref reader, options)),
        _ => Parameter.CreateNestedParameter([.. JsonSerializer.Deserialize<Dictionary<string, Parameter>>(ref reader, options)]),
    };

    public override void Write(Utf8JsonWriter writer, Parameter value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options);
}
