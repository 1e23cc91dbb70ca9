using Muon.MLNet.Persistence;

namespace Muon.MLNet.Onnx;

/// <summary>A constant of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Data">Its values, row-major and little endian.</param>
internal sealed record OnnxTensor(string Name, OnnxType Type, long[] Shape, byte[] Data)
{
    private const int RawData = 9;

    /// <summary>All of the message <c>TensorProto</c> but the bytes of its last field, which are <see cref="Data"/>.</summary>
    public ProtobufMessage Head()
    {
        ProtobufMessage message = new();
        foreach (long size in Shape)
        {
            message.Number(1, size);
        }

        return message.Number(2, (long)Type).Text(8, Name).Begin(RawData, Data.Length);
    }
}
