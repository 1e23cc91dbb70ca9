using System.Text.Json;
using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>The header of the safetensors format: which tensor lies where.</summary>
internal static class SafetensorsHeader
{
    public const int MaxLength = 100_000_000;
    private const string Metadata = "__metadata__";

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
    public static IReadOnlyList<SafetensorsPlace> Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(json);
            HashSet<string> names = new(StringComparer.Ordinal);
            return [.. header.RootElement.EnumerateObject()
                .Where(property => !property.NameEquals(Metadata))
                .Select(property => names.Add(property.Name)
                    ? ReadPlace(property, dataLength)
                    : throw new InvalidDataException($"The weights name the tensor '{property.Name}' twice."))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("The weights' safetensors header is damaged.", error);
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
