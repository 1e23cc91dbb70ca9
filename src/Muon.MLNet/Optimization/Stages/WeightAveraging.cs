namespace Muon.MLNet;

/// <summary>The exponential moving average of all trained parameters.</summary>
internal static class WeightAveraging
{
    /// <summary>average ← m·average + (1 − m)·W, where m is 0 before the first update is complete.</summary>
    /// <param name="parameters">All trained parameters, with or without a gradient.</param>
    /// <param name="iterations">The number of updates before this call.</param>
    /// <param name="options">The options.</param>
    public static void Apply(IReadOnlyList<TrainedParameter> parameters, long iterations, MuonOptions options)
    {
        double momentum = iterations == 0 ? 0 : options.EmaMomentum;
        bool overwrite = options.EmaOverwriteFrequency is int frequency && (iterations + 1) % frequency == 0;
        foreach (TrainedParameter parameter in parameters)
        {
            parameter.State.Average!.TimesInPlace(momentum).PlusInPlace(1 - momentum, parameter.Value);
        }

        if (overwrite)
        {
            Overwrite(parameters);
        }
    }

    /// <summary>W ← average.</summary>
    public static void Overwrite(IReadOnlyList<TrainedParameter> parameters)
    {
        foreach (TrainedParameter parameter in parameters)
        {
            parameter.Value.copy_(parameter.State.Average!);
        }
    }
}
