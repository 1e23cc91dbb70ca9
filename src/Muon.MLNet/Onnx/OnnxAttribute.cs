using Muon.MLNet.Persistence;

namespace Muon.MLNet.Onnx;

/// <summary>A setting of a node: a whole number, a real one, or several whole ones.</summary>
internal sealed class OnnxAttribute
{
    private readonly ProtobufMessage _message;

    private OnnxAttribute(ProtobufMessage message) => _message = message;

    public static OnnxAttribute Int(string name, long value) => new(new ProtobufMessage().Text(1, name).Number(3, value).Number(20, 2));

    public static OnnxAttribute Float(string name, double value) => new(new ProtobufMessage().Text(1, name).Float(2, (float)value).Number(20, 1));

    public static OnnxAttribute Ints(string name, params long[] values)
    {
        ProtobufMessage message = new ProtobufMessage().Text(1, name);
        foreach (long value in values)
        {
            message.Number(8, value);
        }

        return new OnnxAttribute(message.Number(20, 7));
    }

    /// <summary>The message <c>AttributeProto</c>.</summary>
    public ProtobufMessage ToMessage() => _message;
}
