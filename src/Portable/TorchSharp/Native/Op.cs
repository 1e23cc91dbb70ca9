using System.Collections.Concurrent;
using static TorchSharp.Interop.Native;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// Calls operators of libtorch by name ("add.Tensor") with positional arguments; the rest takes the schema's defaults.
/// </summary>
internal static unsafe class Op
{
    private const int StackWords = 64;
    private static readonly ConcurrentDictionary<string, nint> Known = new();

    public static bool Exists(string name)
    {
        Split(name, out string plain, out string overload);
        return muon_exists(plain, overload) != 0;
    }

    public static Tensor Call(string name, params ReadOnlySpan<Arg> args)
    {
        Value result = default;
        Invoke(name, args, new Span<Value>(ref result));
        return Adopt(result);
    }

    /// <summary>Calls an in-place operator; what it returns is the first argument once more and is dropped.</summary>
    public static Tensor InPlace(string name, params ReadOnlySpan<Arg> args)
    {
        Invoke(name, args, []);
        return args[0].Tensor;
    }

    public static (Tensor, Tensor) Two(string name, params ReadOnlySpan<Arg> args)
    {
        Span<Value> results = stackalloc Value[2];
        Invoke(name, args, results);
        return (Adopt(results[0]), Adopt(results[1]));
    }

    public static (Tensor, Tensor, Tensor) Three(string name, params ReadOnlySpan<Arg> args)
    {
        Span<Value> results = stackalloc Value[3];
        Invoke(name, args, results);
        return (Adopt(results[0]), Adopt(results[1]), Adopt(results[2]));
    }

    /// <summary>For operators that return a list of at most <paramref name="capacity"/> tensors.</summary>
    public static Tensor[] Many(string name, int capacity, params ReadOnlySpan<Arg> args)
    {
        var results = new Value[capacity];
        int n = Invoke(name, args, results);
        return Array.ConvertAll(results[..n], Adopt);
    }

    public static Value Plain(string name, params ReadOnlySpan<Arg> args)
    {
        Value result = default;
        Invoke(name, args, new Span<Value>(ref result));
        return result;
    }

    private static int Invoke(string name, ReadOnlySpan<Arg> args, Span<Value> results)
    {
        int words = 0;
        foreach (ref readonly Arg arg in args)
        {
            words += arg.Words;
        }

        Span<long> memory = words <= StackWords ? stackalloc long[StackWords] : new long[words];
        Value* values = stackalloc Value[args.Length];
        int written;
        fixed (long* start = memory)
        fixed (Value* destination = results)
        {
            long* scratch = start;
            for (int i = 0; i < args.Length; i++)
            {
                args[i].Write(values + i, scratch);
                scratch += args[i].Words;
            }

            Check(muon_call(Find(name), values, args.Length, destination, results.Length, out written));
        }

        foreach (ref readonly Arg arg in args)
        {
            arg.KeepAlive();
        }

        return written;
    }

    private static Tensor Adopt(Value value) => value.Pointer == 0 ? null : new Tensor(value.Pointer);

    private static nint Find(string name) => Known.TryGetValue(name, out nint op) ? op : Known.GetOrAdd(name, Look);

    private static nint Look(string name)
    {
        Split(name, out string plain, out string overload);
        Check(muon_find(plain, overload, out nint op));
        return op;
    }

    private static void Split(string name, out string plain, out string overload)
    {
        int dot = name.IndexOf('.');
        plain = "aten::" + (dot < 0 ? name : name[..dot]);
        overload = dot < 0 ? "" : name[(dot + 1)..];
    }
}
