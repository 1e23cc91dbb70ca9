using Google.Protobuf;

namespace Muon.MLNet.Onnx;

/// <summary>One message of the protocol buffers that ONNX is made of, written field by field.</summary>
internal sealed class OnnxMessage
{
    private readonly MemoryStream _bytes = new();

    /// <summary>Gets the number of bytes so far.</summary>
    public long Length => _bytes.Length;

    public OnnxMessage Number(int field, long value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    public OnnxMessage Float(int field, float value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    public OnnxMessage Text(int field, string value) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    });

    public OnnxMessage Message(int field, OnnxMessage value)
    {
        Begin(field, value.Length);
        return Append(value);
    }

    /// <summary>Writes the start of a field of which the bytes come later: its tag and its length.</summary>
    public OnnxMessage Begin(int field, long length) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)length));
    });

    /// <summary>Writes the fields of another message behind those of this one.</summary>
    public OnnxMessage Append(OnnxMessage fields)
    {
        fields.CopyTo(_bytes);
        return this;
    }

    public void CopyTo(Stream stream) => _bytes.WriteTo(stream);

    private OnnxMessage Write(Action<CodedOutputStream> write)
    {
        using CodedOutputStream output = new(_bytes, bufferSize: 256, leaveOpen: true);
        write(output);
        return this;
    }
}
