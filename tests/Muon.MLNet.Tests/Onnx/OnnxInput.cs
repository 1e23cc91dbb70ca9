using System.Runtime.InteropServices;

namespace Muon.MLNet.Tests.Onnx;

/// <summary>A tensor for ONNX Runtime.</summary>
/// <param name="Name">The input.</param>
/// <param name="Type">Its type, as ONNX Runtime for JavaScript names it.</param>
/// <param name="Dims">Its shape.</param>
/// <param name="Data">Its values.</param>
internal sealed record OnnxInput(string Name, string Type, long[] Dims, byte[] Data)
{
    public static OnnxInput Of(string name, float[] values, params long[] dims) => new(name, "float32", dims, MemoryMarshal.AsBytes<float>(values).ToArray());

    public static OnnxInput Of(string name, long[] values, params long[] dims) => new(name, "int64", dims, MemoryMarshal.AsBytes<long>(values).ToArray());

    public static OnnxInput Of(string name, byte[] values, params long[] dims) => new(name, "uint8", dims, values);
}
