using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>
/// The safetensors format: the length of a JSON header (uint64, little endian), the header (name → dtype, shape,
/// data_offsets), the values of all tensors one after the other. See https://github.com/huggingface/safetensors.
/// </summary>
internal static class Safetensors
{
    private const int Alignment = 8;

    public static byte[] Write(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using MemoryStream stream = new();
        Write(tensors, stream);
        return stream.ToArray();
    }

    /// <summary>Writes to a stream; together the tensors may be larger than an array can be.</summary>
    /// <param name="tensors">The tensors, by their names.</param>
    /// <param name="stream">Where to write.</param>
    /// <param name="metadata">Texts about them, by name.</param>
    public static void Write(IReadOnlyDictionary<string, Tensor> tensors, Stream stream, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        List<(string Name, Tensor Values)> ordered = [.. tensors
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value.detach().cpu().contiguous()))];
        ArrayBufferWriter<byte> header = new();
        using (Utf8JsonWriter json = new(header))
        {
            long offset = 0;
            json.WriteStartObject();
            if (metadata is not null)
            {
                WriteMetadata(json, metadata);
            }

            foreach ((string name, Tensor values) in ordered)
            {
                long end = offset + values.bytes.Length;
                WriteEntry(json, name, values, offset, end);
                offset = end;
            }

            json.WriteEndObject();
        }

        // Spaces behind the header keep the values aligned, as the format recommends.
        int padding = (Alignment - (header.WrittenCount % Alignment)) % Alignment;
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.WrittenCount + padding));
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        stream.Write("       "u8[..padding]);
        foreach ((_, Tensor values) in ordered)
        {
            stream.Write(values.bytes);
        }
    }

    /// <summary>Reads the tensors, whose values stay where they are in <paramref name="file"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are no safetensors, or say something that cannot be.</exception>
    public static IReadOnlyList<SafetensorsEntry> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(ulong))
        {
            throw new InvalidDataException("The weights are cut short: no safetensors header.");
        }

        int start = sizeof(ulong) + SafetensorsHeader.CheckLength(BinaryPrimitives.ReadUInt64LittleEndian(file.Span), file.Length);
        ReadOnlyMemory<byte> data = file[start..];
        return [.. SafetensorsHeader.Parse(file[sizeof(ulong)..start], data.Length).Tensors
            .Select(place => new SafetensorsEntry(place.Name, place.Type, place.Shape, data[(int)place.Begin..(int)place.End]))];
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.Metadata);
        foreach ((string name, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor values, long begin, long end)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsHeader.NameOf(values.dtype));
        json.WriteStartArray("shape");
        foreach (long size in values.shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
