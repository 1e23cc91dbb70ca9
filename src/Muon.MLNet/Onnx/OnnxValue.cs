using System.Globalization;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Onnx;

/// <summary>An input or output of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its sizes: a number, or a name for one that is known when the graph runs.</param>
/// <param name="Documentation">What it is.</param>
internal sealed record OnnxValue(string Name, OnnxType Type, IReadOnlyList<string> Shape, string Documentation)
{
    /// <summary>The message <c>ValueInfoProto</c>.</summary>
    public ProtobufMessage ToMessage()
    {
        ProtobufMessage shape = new();
        foreach (string size in Shape)
        {
            bool isNumber = long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            shape.Message(1, isNumber ? new ProtobufMessage().Number(1, number) : new ProtobufMessage().Text(2, size));
        }

        ProtobufMessage tensor = new ProtobufMessage().Number(1, (long)Type).Message(2, shape);
        return new ProtobufMessage().Text(1, Name).Message(2, new ProtobufMessage().Message(1, tensor)).Text(3, Documentation);
    }
}
