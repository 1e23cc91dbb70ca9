using System.Globalization;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Onnx;

/// <summary>Writes a graph as the message <c>ModelProto</c> (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).</summary>
internal static class OnnxFile
{
    /// <summary>The version of the operators: the first with LayerNormalization.</summary>
    public const int Opset = 17;

    /// <summary>The version of the file format that came with it.</summary>
    private const int Format = 8;

    private const int GraphField = 7;
    private const int ConstantField = 5;

    /// <exception cref="NotSupportedException">The graph is larger than 2 GB, which a message cannot be.</exception>
    public static void Write(OnnxGraph graph, Stream stream)
    {
        ProtobufMessage rest = new();
        foreach (ProtobufMessage node in graph.Nodes)
        {
            rest.Message(1, node);
        }

        rest.Text(2, "Muon.MLNet");
        foreach (OnnxValue input in graph.Inputs)
        {
            rest.Message(11, input.ToMessage());
        }

        foreach (OnnxValue output in graph.Outputs)
        {
            rest.Message(12, output.ToMessage());
        }

        // The weights go to the stream one after the other: a message in memory would be a second copy of all of them.
        (ProtobufMessage Start, OnnxTensor Tensor)[] constants = [.. graph.Constants.Select(tensor => (Start(tensor), tensor))];
        long length = rest.Length + constants.Sum(constant => constant.Start.Length + constant.Tensor.Data.Length);
        if (length > int.MaxValue - (1 << 20))
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"The network takes {length} bytes; an ONNX file holds at most 2 GB. SaveWeights has no such limit."));
        }

        ProtobufMessage model = new ProtobufMessage()
            .Number(1, Format)
            .Text(2, "Muon.MLNet")
            .Text(3, typeof(OnnxFile).Assembly.GetName().Version!.ToString(3))
            .Message(8, new ProtobufMessage().Text(1, "").Number(2, Opset));
        foreach ((string key, string value) in graph.Metadata)
        {
            model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        }

        model.Begin(GraphField, length).CopyTo(stream);
        rest.CopyTo(stream);
        foreach ((ProtobufMessage start, OnnxTensor tensor) in constants)
        {
            start.CopyTo(stream);
            stream.Write(tensor.Data);
        }
    }

    private static ProtobufMessage Start(OnnxTensor tensor)
    {
        ProtobufMessage head = tensor.Head();
        return new ProtobufMessage().Begin(ConstantField, head.Length + tensor.Data.Length).Append(head);
    }
}
