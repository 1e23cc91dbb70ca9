using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number that takes part in tensor arithmetic without deciding the precision of the result.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(Native.Kind kind, long bits, ScalarType type)
    {
        Kind = kind;
        Bits = bits;
        Type = type;
    }

    internal Native.Kind Kind { get; }

    internal long Bits { get; }

    public ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => (long)value;
    public static implicit operator Scalar(sbyte value) => (long)value;
    public static implicit operator Scalar(short value) => (long)value;
    public static implicit operator Scalar(int value) => (long)value;
    public static implicit operator Scalar(long value) => new(Native.Kind.Int, value, ScalarType.Int64);
    public static implicit operator Scalar(Half value) => (double)value;
    public static implicit operator Scalar(float value) => (double)value;
    public static implicit operator Scalar(double value) => new(Native.Kind.Double, BitConverter.DoubleToInt64Bits(value), ScalarType.Float64);
    public static implicit operator Scalar(bool value) => new(Native.Kind.Bool, value ? 1 : 0, ScalarType.Bool);

    internal double AsDouble => Kind == Native.Kind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsLong => Kind == Native.Kind.Double ? checked((long)AsDouble) : Bits;

    // There is nothing native behind it; the real one has a handle to release.
    public void Dispose()
    {
    }
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this bool value) => value;
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;
    public static double ToDouble(this Scalar value) => value.AsDouble;
    public static int ToInt32(this Scalar value) => checked((int)value.AsLong);
    public static long ToInt64(this Scalar value) => value.AsLong;
    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
}
