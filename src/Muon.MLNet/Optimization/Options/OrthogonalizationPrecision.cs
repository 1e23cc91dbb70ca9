namespace Muon.MLNet;

/// <summary>The floating-point type in which Newton–Schulz steps are computed.</summary>
public enum OrthogonalizationPrecision
{
    /// <summary>The type of the weights themselves, usually float32.</summary>
    Full,

    /// <summary>
    /// bfloat16, as KellerJordan/Muon does: several times faster where the processor has matrix units for it, slower where
    /// it has none. Weights, momentum and all other stages keep their own type.
    /// </summary>
    BFloat16,
}
