using Google.Protobuf;

namespace Muon.MLNet.Persistence;

/// <summary>One message of protocol buffers, as ONNX files and event files are made of, written field by field.</summary>
internal sealed class ProtobufMessage
{
    private readonly MemoryStream _bytes = new();

    /// <summary>Gets the number of bytes so far.</summary>
    public long Length => _bytes.Length;

    public ProtobufMessage Number(int field, long value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    public ProtobufMessage Float(int field, float value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    public ProtobufMessage Double(int field, double value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
    });

    public ProtobufMessage Text(int field, string value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    });

    public ProtobufMessage Message(int field, ProtobufMessage value)
    {
        Begin(field, value.Length);
        return Append(value);
    }

    /// <summary>Writes the start of a field of which the bytes come later: its tag and its length.</summary>
    public ProtobufMessage Begin(int field, long length) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)length));
    });

    /// <summary>Writes the fields of another message behind those of this one.</summary>
    public ProtobufMessage Append(ProtobufMessage fields)
    {
        fields.CopyTo(_bytes);
        return this;
    }

    public void CopyTo(Stream stream) => _bytes.WriteTo(stream);

    private ProtobufMessage Write(Action<CodedOutputStream> write)
    {
        using CodedOutputStream output = new(_bytes, bufferSize: 256, leaveOpen: true);
        write(output);
        return this;
    }
}
