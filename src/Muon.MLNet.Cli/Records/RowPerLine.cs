using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muon.MLNet.Cli.Records;

/// <summary>Writes the rows of a table of counts on a line each: with a number per line, thousands of classes would fill gigabytes.</summary>
internal sealed class RowPerLine : JsonConverter<IReadOnlyList<IReadOnlyList<long>>>
{
    public override IReadOnlyList<IReadOnlyList<long>>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<long[][]>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<long>> value, JsonSerializerOptions options)
    {
        StringBuilder text = new("[");
        string separator = "\n";
        foreach (IReadOnlyList<long> row in value)
        {
            text.Append(separator).Append('[').AppendJoin(',', row).Append(']');
            separator = ",\n";
        }

        writer.WriteRawValue(text.Append(']').ToString());
    }
}
