using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The exports of libMuonTorch. All but the trivial ones return nonzero after an error: see <see cref="Check"/>.</summary>
internal static unsafe partial class Native
{
    private const string Library = "MuonTorch";

    // libtorch 1.13 takes some virtual machines for one core; .NET's count is the better one where nobody chose a number.
    static Native()
    {
        string[] choices = ["OMP_NUM_THREADS", "MKL_NUM_THREADS"];
        if (choices.All(c => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(c))) && muon_threads(0) == 1)
        {
            muon_threads(Environment.ProcessorCount);
        }
    }

    /// <summary>One argument or result; the layout of the shim's struct of that name.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public struct Value
    {
        [FieldOffset(0)] public Kind Kind;
        [FieldOffset(4)] public int Count;
        [FieldOffset(8)] public long Int;
        [FieldOffset(8)] public double Double;
        [FieldOffset(8)] public nint Pointer;
    }

    public enum Kind
    {
        None, Tensor, Int, Double, Bool, Ints, Doubles, Tensors, String, Device, Generator, Default,
    }

    public static void Check(int failed)
    {
        if (failed != 0)
        {
            throw new ExternalException(Marshal.PtrToStringUTF8((nint)muon_last_error()));
        }
    }

    [LibraryImport(Library)] private static partial byte* muon_last_error();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int muon_find(string name, string overload, out nint op);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int muon_exists(string name, string overload);
    [LibraryImport(Library)] public static partial int muon_call(nint op, Value* args, int count, Value* results, int capacity, out int written);
    [LibraryImport(Library)] public static partial void muon_free(nint tensor);
    [LibraryImport(Library)] public static partial int muon_alias(nint tensor, out nint result);
    [LibraryImport(Library)] public static partial int muon_describe(nint tensor, long* description);
    [LibraryImport(Library)] public static partial int muon_sizes(nint tensor, long* sizes, long* strides);
    [LibraryImport(Library)] public static partial int muon_data(nint tensor, out nint data);
    [LibraryImport(Library)] public static partial int muon_from_blob(nint data, long* sizes, int dims, int dtype, delegate* unmanaged<nint, void> release, nint context, out nint result);
    [LibraryImport(Library)] public static partial int muon_set_requires_grad(nint tensor, int value);
    [LibraryImport(Library)] public static partial int muon_grad(nint tensor, out nint grad);
    [LibraryImport(Library)] public static partial int muon_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] public static partial int muon_set_data(nint tensor, nint source);
    [LibraryImport(Library)] public static partial int muon_backward(nint* outputs, int count, nint* grads, int gradCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [LibraryImport(Library)] public static partial int muon_autograd_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, nint* results);
    [LibraryImport(Library)] public static partial int muon_grad_enabled(int set);
    [LibraryImport(Library)] public static partial nint muon_inference_begin(int on);
    [LibraryImport(Library)] public static partial void muon_inference_end(nint mode);
    [LibraryImport(Library)] public static partial byte* muon_version();
    [LibraryImport(Library)] public static partial int muon_threads(int set);
    [LibraryImport(Library)] public static partial int muon_manual_seed(long seed);
    [LibraryImport(Library)] public static partial int muon_generator(long deviceType, int index, int fresh, out nint generator);
    [LibraryImport(Library)] public static partial void muon_generator_free(nint generator);
    [LibraryImport(Library)] public static partial int muon_generator_seed(nint generator, long seed);
    [LibraryImport(Library)] public static partial int muon_generator_initial_seed(nint generator, out long seed);
    [LibraryImport(Library)] public static partial int muon_generator_get_state(nint generator, out nint state);
    [LibraryImport(Library)] public static partial int muon_generator_set_state(nint generator, nint state);
    [LibraryImport(Library)] public static partial int muon_cuda_device_count();
}
