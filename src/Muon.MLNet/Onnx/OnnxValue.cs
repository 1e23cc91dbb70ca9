using System.Globalization;

namespace Muon.MLNet.Onnx;

/// <summary>An input or output of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its sizes: a number, or a name for one that is known when the graph runs.</param>
/// <param name="Documentation">What it is.</param>
internal sealed record OnnxValue(string Name, OnnxType Type, IReadOnlyList<string> Shape, string Documentation)
{
    /// <summary>The message <c>ValueInfoProto</c>.</summary>
    public OnnxMessage ToMessage()
    {
        OnnxMessage shape = new();
        foreach (string size in Shape)
        {
            bool isNumber = long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            shape.Message(1, isNumber ? new OnnxMessage().Number(1, number) : new OnnxMessage().Text(2, size));
        }

        OnnxMessage tensor = new OnnxMessage().Number(1, (long)Type).Message(2, shape);
        return new OnnxMessage().Text(1, Name).Message(2, new OnnxMessage().Message(1, tensor)).Text(3, Documentation);
    }
}
