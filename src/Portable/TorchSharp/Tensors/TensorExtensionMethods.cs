using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    internal static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    internal static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    public static float ToSingle(this Tensor value) => (float)value.ToDouble();
    public static double ToDouble(this Tensor value) => Number(value) is var n && n.Kind == Native.Kind.Double ? n.Double : n.Int;
    public static int ToInt32(this Tensor value) => checked((int)value.ToInt64());
    internal static long ToInt64(this Tensor value) => Number(value) is var n && n.Kind == Native.Kind.Double ? checked((long)n.Double) : n.Int;
    public static bool ToBoolean(this Tensor value) => value.ToDouble() != 0;

    private static Native.Value Number(Tensor value) => Op.Plain("item", value);
}
