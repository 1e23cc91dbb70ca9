namespace Muon.MLNet.Onnx;

/// <summary>Element types, by their numbers in ONNX's <c>TensorProto.DataType</c>.</summary>
internal enum OnnxType
{
    /// <summary>32-bit floating point.</summary>
    Float = 1,

    /// <summary>Bytes from 0 to 255.</summary>
    Byte = 2,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,
}
