namespace Muon.MLNet.Onnx;

/// <summary>A setting of a node: a whole number, a real one, or several whole ones.</summary>
internal sealed class OnnxAttribute
{
    private readonly OnnxMessage _message;

    private OnnxAttribute(OnnxMessage message) => _message = message;

    public static OnnxAttribute Int(string name, long value) => new(new OnnxMessage().Text(1, name).Number(3, value).Number(20, 2));

    public static OnnxAttribute Float(string name, double value) => new(new OnnxMessage().Text(1, name).Float(2, (float)value).Number(20, 1));

    public static OnnxAttribute Ints(string name, params long[] values)
    {
        OnnxMessage message = new OnnxMessage().Text(1, name);
        foreach (long value in values)
        {
            message.Number(8, value);
        }

        return new OnnxAttribute(message.Number(20, 7));
    }

    /// <summary>The message <c>AttributeProto</c>.</summary>
    public OnnxMessage ToMessage() => _message;
}
