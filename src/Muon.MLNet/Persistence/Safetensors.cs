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
    private const int MaxHeaderLength = 100_000_000;
    private const int Alignment = 8;

    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F32", ScalarType.Float32, 4),
        ("F64", ScalarType.Float64, 8),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    public static byte[] Write(IReadOnlyDictionary<string, Tensor> tensors)
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
        using MemoryStream stream = new();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.WrittenCount + padding));
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        stream.Write("       "u8[..padding]);
        foreach ((_, Tensor values) in ordered)
        {
            stream.Write(values.bytes);
        }

        return stream.ToArray();
    }

    /// <summary>Reads the tensors, whose values stay where they are in <paramref name="file"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are no safetensors, or say something that cannot be.</exception>
    public static IReadOnlyList<SafetensorsEntry> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(ulong))
        {
            throw new InvalidDataException("The weights are cut short: no safetensors header.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > (ulong)Math.Min(MaxHeaderLength, file.Length - sizeof(ulong)))
        {
            throw new InvalidDataException($"The weights are cut short or damaged: a safetensors header of {length} bytes in {file.Length}.");
        }

        int start = sizeof(ulong) + (int)length;
        try
        {
            using JsonDocument header = JsonDocument.Parse(file[sizeof(ulong)..start]);
            ReadOnlyMemory<byte> data = file[start..];
            return [.. header.RootElement.EnumerateObject()
                .Where(property => !property.NameEquals("__metadata__"))
                .Select(property => ReadEntry(property, data))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("The weights' safetensors header is damaged.", error);
        }
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor values, long begin, long end)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", Array.Find(Types, type => type.Type == values.dtype).Name ?? throw new NotSupportedException($"safetensors has no type for {values.dtype}."));
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

    private static SafetensorsEntry ReadEntry(JsonProperty property, ReadOnlyMemory<byte> data)
    {
        string? dtype = property.Value.GetProperty("dtype").GetString();
        (string? known, ScalarType type, int size) = Array.Find(Types, candidate => string.Equals(candidate.Name, dtype, StringComparison.Ordinal));
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(element => element.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(element => element.GetInt64())];
        if (known is null || offsets is not [>= 0 and var begin, var end] || end < begin || end > data.Length || ByteCount(shape, size) != end - begin)
        {
            throw new InvalidDataException($"The weights' tensor '{property.Name}' has an impossible type, shape or place in the file.");
        }

        return new SafetensorsEntry(property.Name, type, shape, data[(int)begin..(int)end]);
    }

    /// <summary>The bytes that a shape needs; -1 where it is impossible.</summary>
    private static long ByteCount(long[] shape, int size)
    {
        long bytes = size;
        foreach (long extent in shape)
        {
            if (extent < 0 || (extent > 0 && bytes > long.MaxValue / extent))
            {
                return -1;
            }

            bytes *= extent;
        }

        return bytes;
    }
}
