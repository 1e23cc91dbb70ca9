using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>A number that takes part in tensor arithmetic without deciding the precision of the result.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(Native.Kind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    internal Native.Kind Kind { get; }

    internal long Bits { get; }

    public static implicit operator Scalar(int value) => (long)value;
    public static implicit operator Scalar(long value) => new(Native.Kind.Int, value);
    public static implicit operator Scalar(float value) => (double)value;
    public static implicit operator Scalar(double value) => new(Native.Kind.Double, BitConverter.DoubleToInt64Bits(value));

    // There is nothing native behind it; the real one has a handle to release.
    public void Dispose()
    {
    }
}
