using static TorchSharp.torch;

namespace Muon.MLNet.Persistence;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Data">Its values, row-major and little endian.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, ReadOnlyMemory<byte> Data)
{
    public static string Describe(ScalarType type, long[] shape) => $"{type} ({string.Join(", ", shape)})";

    public string Describe() => Describe(Type, Shape);

    public Tensor ToTensor()
    {
        Tensor tensor = empty(Shape, dtype: Type);
        Data.Span.CopyTo(tensor.bytes);
        return tensor;
    }
}
