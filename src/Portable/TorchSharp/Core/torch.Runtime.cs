using System.Runtime.InteropServices;
using static TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)muon_version());

    public static int get_num_threads() => muon_threads(0);

    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        muon_threads(num);
    }

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => muon_cuda_device_count();
    }
}
