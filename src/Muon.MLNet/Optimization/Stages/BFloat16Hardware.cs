using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Whether bfloat16 matrix products are much faster than float32 ones, by what the processor says of itself.</summary>
internal static class BFloat16Hardware
{
    /// <summary>Below this side a product is too short for the conversion to pay.</summary>
    private const long SmallestSide = 64;

    private static readonly Lazy<bool> CpuHasMatrixUnits = new(() =>
    {
        // CPUID leaf 7, EDX bit 22: AMX-BF16.
        const int AmxBFloat16 = 1 << 22;
        return X86Base.IsSupported
            && X86Base.CpuId(0, 0).Eax >= 7
            && (X86Base.CpuId(7, 0).Edx & AmxBFloat16) != 0;
    });

    /// <summary>Whether matrices, (batch, rows, columns), should be multiplied in bfloat16.</summary>
    public static bool Pays(Tensor matrices) =>
        matrices.dtype is ScalarType.Float32
        && Math.Min(matrices.size(1), matrices.size(2)) >= SmallestSide
        && (matrices.device_type is DeviceType.CUDA || (matrices.device_type is DeviceType.CPU && CpuHasMatrixUnits.Value));
}
