namespace Muon.MLNet;

/// <summary>The type in which a network's convolutions and matrix products are computed; weights, sums and the optimizer's state stay float32.</summary>
public enum TrainingPrecision
{
    /// <summary>float32 throughout.</summary>
    Full,

    /// <summary>
    /// bfloat16: up to twice as fast on processors and GPUs with instructions for it, several times slower on others.
    /// </summary>
    BFloat16,

    /// <summary><see cref="BFloat16"/> where the device reports instructions for it, else <see cref="Full"/>.</summary>
    Automatic,
}
