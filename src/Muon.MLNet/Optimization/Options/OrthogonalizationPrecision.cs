namespace Muon.MLNet;

/// <summary>The floating-point type in which Newton–Schulz steps are computed.</summary>
public enum OrthogonalizationPrecision
{
    /// <summary>The type of the weights themselves, usually float32.</summary>
    Full,

    /// <summary>
    /// bfloat16, as KellerJordan/Muon does: about three times faster on processors with AVX512-BF16 or AMX, and on GPUs from
    /// Ampere on. Where the processor has none of these it is slower, and with libtorch 1.13 less accurate as well. Weights,
    /// momentum and all other stages keep their own type. Accuracy on MNIST is that of <see cref="Full"/> over three seeds.
    /// </summary>
    BFloat16,

    /// <summary>
    /// bfloat16 for float32 matrices with a short side of at least 64 on a CUDA device, or on a CPU that reports
    /// AMX-BF16 or AVX512-BF16; the full type otherwise. GPUs older than Ampere only emulate bfloat16: use <see cref="Full"/>
    /// there.
    /// </summary>
    Automatic,
}
