using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Muon.MLNet.Tests.TestData;

/// <summary>
/// Safetensors as https://github.com/huggingface/safetensors describes them, read and written without the product: for checks of what it writes, and for
/// files that it did not write.
/// </summary>
internal sealed class IndependentSafetensors
{
    private readonly JsonObject _header = [];
    private readonly List<byte> _data = [];

    public IndependentSafetensors(byte[]? file = null)
    {
        if (file is not null)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
            _header = JsonNode.Parse(Encoding.UTF8.GetString(file, 8, length))!.AsObject();
            _data = [.. file[(8 + length)..]];
        }
    }

    public string[] Names => [.. _header.Select(entry => entry.Key).Where(name => name != "__metadata__")];

    public JsonObject Header => _header;

    public string Text(string name) => _header["__metadata__"]![name]!.GetValue<string>();

    public long[] Shape(string name) => [.. _header[name]!["shape"]!.AsArray().Select(extent => extent!.GetValue<long>())];

    public string Type(string name) => _header[name]!["dtype"]!.GetValue<string>();

    public float[] Floats(string name)
    {
        int begin = _header[name]!["data_offsets"]![0]!.GetValue<int>(), end = _header[name]!["data_offsets"]![1]!.GetValue<int>();
        byte[] bytes = [.. _data[begin..end]];
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i)))];
    }

    public void Set(string name, Action<float[]> change)
    {
        float[] values = Floats(name);
        change(values);
        int begin = _header[name]!["data_offsets"]![0]!.GetValue<int>();
        for (int i = 0; i < values.Length; i++)
        {
            byte[] bytes = new byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(bytes, values[i]);
            for (int j = 0; j < 4; j++)
            {
                _data[begin + (4 * i) + j] = bytes[j];
            }
        }
    }

    public void Add(string name, string type, long[] shape, byte[] values)
    {
        _header[name] = new JsonObject
        {
            ["dtype"] = type,
            ["shape"] = new JsonArray([.. shape.Select(extent => (JsonNode)extent)]),
            ["data_offsets"] = new JsonArray(_data.Count, _data.Count + values.Length),
        };
        _data.AddRange(values);
    }

    public byte[] ToBytes()
    {
        byte[] header = Encoding.UTF8.GetBytes(_header.ToJsonString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. _data];
    }

    /// <summary>The tensors under other names or in other types.</summary>
    public byte[] Rewrite(Func<string, string?> rename, Func<string, string>? typeOf = null, Func<string, JsonNode?>? metadata = null)
    {
        IndependentSafetensors copy = new();
        if (_header["__metadata__"] is { } old && metadata is null)
        {
            copy._header["__metadata__"] = old.DeepClone();
        }
        else if (metadata?.Invoke("") is { } given)
        {
            copy._header["__metadata__"] = given;
        }

        foreach (string name in Names)
        {
            if (rename(name) is { } other)
            {
                string type = typeOf?.Invoke(name) ?? Type(name);
                int begin = _header[name]!["data_offsets"]![0]!.GetValue<int>(), end = _header[name]!["data_offsets"]![1]!.GetValue<int>();
                copy.Add(other, type, Shape(name), Type(name) == "F32" ? Encode(Floats(name), type) : [.. _data[begin..end]]);
            }
        }

        return copy.ToBytes();
    }

    private static byte[] Encode(float[] values, string type)
    {
        List<byte> bytes = [];
        foreach (float value in values)
        {
            bytes.AddRange(type switch
            {
                "F64" => BitConverter.GetBytes((double)value),
                "F16" => BitConverter.GetBytes((Half)value),
                "I32" => BitConverter.GetBytes((int)value),
                "BF16" => BitConverter.GetBytes(value)[2..],
                _ => BitConverter.GetBytes(value),
            });
        }

        return [.. bytes];
    }
}
