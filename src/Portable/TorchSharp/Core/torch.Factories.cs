using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Filled("zeros", dtype, device, requires_grad, names, size);
    public static Tensor zeros(long size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => zeros(new[] { size }, dtype, device, requires_grad, names);
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => zeros(new[] { rows, columns }, dtype, device, requires_grad, names);
    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => zeros(new[] { dim0, dim1, dim2 }, dtype, device, requires_grad, names);
    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => zeros(new[] { dim0, dim1, dim2, dim3 }, dtype, device, requires_grad, names);
    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => zeros(size.ToArray(), dtype, device, requires_grad, names);

    public static Tensor ones(long size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => ones([size], dtype, device, requires_grad, names);
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => ones([rows, columns], dtype, device, requires_grad, names);
    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => ones([dim0, dim1, dim2], dtype, device, requires_grad, names);
    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);
    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Filled("ones", dtype, device, requires_grad, names, size.ToArray());

    public static Tensor empty(long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Filled("empty.memory_format", dtype, device, requires_grad, names, size);
    public static Tensor empty(long size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => empty(new[] { size }, dtype, device, requires_grad, names);
    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => empty(new[] { dim0, dim1, dim2, dim3 }, dtype, device, requires_grad, names);

    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Filled("full", dtype, device, requires_grad, names, new[] { size }, value);
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Filled("full", dtype, device, requires_grad, names, new[] { rows, columns }, value);

    public static Tensor rand(long size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) => Filled("rand.generator", dtype, device, requires_grad, names, new[] { size }, generator);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) => Filled("randn.generator", dtype, device, requires_grad, names, size, generator);
    public static Tensor randn(long size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) => randn(new[] { size }, dtype, device, requires_grad, generator, names);
    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) => randn(new[] { rows, columns }, dtype, device, requires_grad, generator, names);
    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) => randn(new[] { dim0, dim1, dim2 }, dtype, device, requires_grad, generator, names);
    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) => randn(new[] { dim0, dim1, dim2, dim3 }, dtype, device, requires_grad, generator, names);

    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<float> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray.ToArray(), [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);
    public static Tensor tensor(float scalar, Device device = null, bool requires_grad = false) => FromArray(new[] { scalar }, [], null, device, requires_grad, null);
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, Shape(rawArray), dtype, device, requires_grad, names);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => FromArray(new[] { scalar }, [], dtype, device, requires_grad, null);
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(dataArray, [dataArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(dataArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, Shape(rawArray), dtype, device, requires_grad, names);
    public static Tensor tensor(IList<long> rawArray, long rows, long columns, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray.ToArray(), [rows, columns], dtype, device, requires_grad, names);
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => FromArray(new[] { scalar }, [], dtype, device, requires_grad, null);
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(IList<int> rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray.ToArray(), [rawArray.Count], dtype, device, requires_grad, names);
    public static Tensor tensor(int scalar, Device device = null, bool requires_grad = false) => FromArray(new[] { scalar }, [], null, device, requires_grad, null);
    public static Tensor tensor(short[] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, [rawArray.Length], dtype, device, requires_grad, names);
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => FromArray(rawArray, dimensions, dtype, device, requires_grad, names);
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => FromArray(new[] { scalar }, [], dtype, device, requires_grad, null);
    /// <summary>Shares the array's memory where the device does not differ.</summary>
    public static Tensor from_array(Array rawArray, Device device = null)
    {
        Tensor over = Over(rawArray, Shape(rawArray));
        return device is not null && device.type != DeviceType.CPU ? over.to(device, disposeAfter: true) : over;
    }

    /// <summary>A tensor over the array's own memory, which stays pinned until the last tensor over it is released.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        Tensor whole = Over(rawArray, [rawArray.LongLength]);
        if (offset == 0 && count < 0)
        {
            return Finish(whole, dtype, requires_grad);
        }

        using (whole)
        {
            return Finish(whole.narrow(0, offset, count < 0 ? rawArray.LongLength - offset : count), dtype, requires_grad);
        }
    }

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        Made("arange.start_step", dtype, device, requires_grad, start, stop, step);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        Made("linspace", dtype, device, requires_grad, start, end, steps);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) =>
        Made("eye.m", dtype, device, requires_grad, rows, columns < 0 ? rows : columns);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null, string[] names = null) =>
        Made("randint.low_generator", dtype ?? ScalarType.Int64, device, requires_grad, low, high, size, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null) =>
        Made("randperm.generator", dtype ?? ScalarType.Int64, device, requires_grad, n, generator);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Made("zeros_like", dtype, device, requires_grad, input);
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Made("ones_like", dtype, device, requires_grad, input);
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) => Made("full_like", dtype, device, requires_grad, input, value);
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => Made("randn_like", dtype, device, requires_grad, input);
    public static Tensor bernoulli(Tensor input, Generator generator = null) => Op.Call("bernoulli", input, generator);

    private static Tensor Filled(string op, ScalarType? dtype, Device device, bool requires_grad, string[] names, params ReadOnlySpan<Arg> args)
    {
        RefuseNames(names);
        return Made(op, dtype, device, requires_grad, args);
    }

    /// <summary>Calls a factory, whose arguments end with dtype, layout and device.</summary>
    private static Tensor Made(string op, ScalarType? dtype, Device device, bool requires_grad, params ReadOnlySpan<Arg> args)
    {
        if (device is not null)
        {
            device = InitializeDevice(device);
        }

        Tensor result = Op.Call(op, [.. args, dtype, Arg.Default, device]);
        return requires_grad ? result.requires_grad_() : result;
    }

    private static void RefuseNames(string[] names)
    {
        if (names is not null)
        {
            throw new NotSupportedException("The portable build has no named dimensions.");
        }
    }

    private static long[] Shape(Array array) => [.. Enumerable.Range(0, array.Rank).Select(d => (long)array.GetLength(d))];

    /// <summary>Copies an array into a new tensor.</summary>
    private static Tensor FromArray(Array array, ReadOnlySpan<long> shape, ScalarType? dtype, Device device, bool requires_grad, string[] names)
    {
        RefuseNames(names);
        long expected = 1;
        foreach (long size in shape)
        {
            expected *= size;
        }

        if (expected != array.LongLength)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {array.LongLength} elements for a shape of {expected}");
        }

        using Tensor over = Over(array, shape);
        ScalarType type = dtype ?? over.dtype;
        return Finish(over.to(type, device ?? CPU, copy: true), null, requires_grad);
    }

    private static Tensor Finish(Tensor tensor, ScalarType? dtype, bool requires_grad)
    {
        if (dtype is ScalarType type && type != tensor.dtype)
        {
            tensor = tensor.to(type, disposeAfter: true);
        }

        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    private static unsafe Tensor Over(Array array, ReadOnlySpan<long> shape)
    {
        ScalarType type = Elements.TypeOf(array.GetType().GetElementType());
        GCHandle pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        nint handle;
        fixed (long* sizes = shape)
        {
            int failed = muon_from_blob(pin.AddrOfPinnedObject(), sizes, shape.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pin), out handle);
            if (failed != 0)
            {
                pin.Free();
            }

            Check(failed);
        }

        return new Tensor(handle);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint context) => GCHandle.FromIntPtr(context).Free();
}
