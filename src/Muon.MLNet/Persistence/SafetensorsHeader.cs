using System.Text.Json;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>The header of the safetensors format: which tensor lies where.</summary>
internal static class SafetensorsHeader
{
    public const int MaxLength = 100_000_000;
    public const string Metadata = "__metadata__";

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

    /// <summary>The format's name of a type.</summary>
    public static string NameOf(ScalarType type) =>
        Array.Find(Types, known => known.Type == type).Name ?? throw new NotSupportedException($"safetensors has no type for {type}.");

    /// <summary>The bytes of one number.</summary>
    public static int SizeOf(ScalarType type) => Array.Find(Types, known => known.Type == type).Size;

    /// <summary>Checks the length that a file gives for its header.</summary>
    /// <param name="length">What the first eight bytes say.</param>
    /// <param name="fileLength">The bytes of the file, these eight included.</param>
    /// <exception cref="InvalidDataException">The header cannot be that long.</exception>
    public static int CheckLength(ulong length, long fileLength) => length <= (ulong)Math.Min(MaxLength, fileLength - sizeof(ulong))
        ? (int)length
        : throw new InvalidDataException($"The weights are cut short or damaged: a safetensors header of {length} bytes in {fileLength}.");

    /// <summary>Reads the header.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="dataLength">The number of bytes behind it.</param>
    /// <exception cref="InvalidDataException">It says something that cannot be.</exception>
    public static SafetensorsContent Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(json);
            List<SafetensorsPlace> places = [];
            Dictionary<string, string> metadata = new(StringComparer.Ordinal);
            HashSet<string> names = new(StringComparer.Ordinal);
            foreach (JsonProperty property in header.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new InvalidDataException($"The weights name the tensor '{property.Name}' twice.");
                }

                if (property.NameEquals(Metadata))
                {
                    ReadMetadata(property.Value, metadata);
                }
                else
                {
                    places.Add(ReadPlace(property, dataLength));
                }
            }

            RequireGapless(places, dataLength);
            return new SafetensorsContent(places, metadata);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("The weights' safetensors header is damaged.", error);
        }
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.String || !metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw new InvalidDataException($"The weights' metadata '{property.Name}' is not one text.");
            }
        }
    }

    // The format wants each byte to belong to one tensor. So a file has at least as many bytes as its tensors, and cannot claim more than it holds.
    private static void RequireGapless(IEnumerable<SafetensorsPlace> places, long dataLength)
    {
        long end = 0;
        foreach (SafetensorsPlace place in places.OrderBy(place => place.Begin).ThenBy(place => place.End))
        {
            if (place.Begin != end)
            {
                throw new InvalidDataException($"The weights' tensor '{place.Name}' begins at byte {place.Begin}, the one before it ends at {end}: they overlap, or bytes are missing.");
            }

            end = place.End;
        }

        if (end != dataLength)
        {
            throw new InvalidDataException($"The weights have {dataLength} bytes behind the header, of which their tensors are {end}: they are cut short or damaged.");
        }
    }

    private static SafetensorsPlace ReadPlace(JsonProperty property, long dataLength)
    {
        string? dtype = property.Value.GetProperty("dtype").GetString();
        (string? known, ScalarType type, int size) = Array.Find(Types, candidate => string.Equals(candidate.Name, dtype, StringComparison.Ordinal));
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(element => element.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(element => element.GetInt64())];
        if (known is null || offsets is not [>= 0 and var begin, var end] || end < begin || end > dataLength || ByteCount(shape, size) != end - begin)
        {
            throw new InvalidDataException($"The weights' tensor '{property.Name}' has an impossible type, shape or place in the file.");
        }

        return new SafetensorsPlace(property.Name, type, shape, begin, end);
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
