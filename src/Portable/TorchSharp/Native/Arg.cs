using System.Text;
using static TorchSharp.Interop.Native;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>An argument of an operator. Lists are copied into the call, so the caller's arrays need no pinning.</summary>
internal readonly struct Arg
{
    private readonly Kind kind;
    private readonly int count;
    private readonly long bits;
    private readonly object data;

    private Arg(Kind kind, long bits = 0, object data = null, int count = 0)
    {
        this.kind = kind;
        this.bits = bits;
        this.data = data;
        this.count = count;
    }

    /// <summary>Whatever the schema says.</summary>
    public static Arg Default { get; } = new(Kind.Default);

    public static implicit operator Arg(Tensor t) => t is null ? default : new(Kind.Tensor, data: t);
    public static implicit operator Arg(Scalar s) => s is null ? default : new(s.Kind, s.Bits);
    public static implicit operator Arg(long value) => new(Kind.Int, value);
    public static implicit operator Arg(long? value) => value is long v ? v : default(Arg);
    public static implicit operator Arg(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(double? value) => value is double v ? v : default(Arg);
    public static implicit operator Arg(bool value) => new(Kind.Bool, value ? 1 : 0);
    public static implicit operator Arg(ScalarType value) => new(Kind.Int, (long)value);
    public static implicit operator Arg(ScalarType? value) => value is ScalarType v ? v : default(Arg);
    public static implicit operator Arg(Device d) => d is null ? default : new(Kind.Device, (long)d.type, count: d.index);
    public static implicit operator Arg(Generator g) => g is null ? default : new(Kind.Generator, data: g);
    public static implicit operator Arg(string s) => s is null ? default : new(Kind.String, data: s, count: Encoding.UTF8.GetByteCount(s));
    public static implicit operator Arg(long[] list) => list is null ? default : new(Kind.Ints, data: list, count: list.Length);
    public static implicit operator Arg(double[] list) => list is null ? default : new(Kind.Doubles, data: list, count: list.Length);
    public static implicit operator Arg(Tensor[] list) => new(Kind.Tensors, data: list, count: list.Length);

    public Tensor Tensor => (Tensor)data;

    /// <summary>Words of 8 bytes that a list takes in the call's scratch memory.</summary>
    public int Words => kind == Kind.String ? (count + 7) / 8 : data is Array ? count : 0;

    /// <summary>Writes the native form; lists go to <paramref name="scratch"/>.</summary>
    public unsafe void Write(Value* value, long* scratch)
    {
        value->Kind = kind;
        value->Count = count;
        value->Int = data is null ? bits : (nint)scratch;
        switch (data)
        {
            case Tensor t:
                value->Pointer = t.Handle;
                break;
            case Generator g:
                value->Pointer = g.Handle;
                break;
            case long[] list:
                list.CopyTo(new Span<long>(scratch, count));
                break;
            case double[] list:
                list.CopyTo(new Span<double>(scratch, count));
                break;
            case Tensor[] list:
                for (int i = 0; i < list.Length; i++)
                {
                    scratch[i] = list[i] is null ? 0 : list[i].Handle;
                }

                break;
            case string s:
                Encoding.UTF8.GetBytes(s, new Span<byte>(scratch, count));
                break;
        }
    }

    public void KeepAlive() => GC.KeepAlive(data);
}
