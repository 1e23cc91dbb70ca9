using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Whether bfloat16 matrix products are much faster than float32 ones, by what the processor says of itself.</summary>
internal static class BFloat16Hardware
{
    /// <summary>Below this side a product is too short for the conversion to pay.</summary>
    private const long SmallestSide = 64;

    private static readonly Lazy<bool> CpuHasProducts = new(() =>
    {
        // CPUID leaf 7: EDX bit 22 is AMX-BF16; in subleaf 1, EAX bit 5 is AVX512-BF16.
        const int AmxBFloat16 = 1 << 22, Avx512BFloat16 = 1 << 5;
        return X86Base.IsSupported
            && X86Base.CpuId(0, 0).Eax >= 7
            && ((X86Base.CpuId(7, 0).Edx & AmxBFloat16) != 0
                || (X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & Avx512BFloat16) != 0));
    });

    /// <summary>Whether a device has instructions for products in bfloat16.</summary>
    public static bool Has(DeviceType device) => device is DeviceType.CUDA || (device is DeviceType.CPU && CpuHasProducts.Value);

    /// <summary>Whether matrices of this type, on this device and with this short side should be multiplied in bfloat16.</summary>
    public static bool Pays(ScalarType type, DeviceType device, long side) =>
        type is ScalarType.Float32
        && side >= SmallestSide
        && Has(device);
}
