using Muon.MLNet.Training.Trials;

namespace Muon.MLNet.AutoML;

/// <summary>What the parameters of both trainers have in common.</summary>
internal static class SweptOptions
{
    /// <summary>A copy of the options whose optimizer has the swept settings.</summary>
    public static TOptions Of<TOptions>(TOptions basis, double learningRate, MuonSearchSpace muon)
        where TOptions : MuonTrainerOptions
    {
        TOptions options = CopyOf(basis);
        options.Tuning = new OptimizerTuning(learningRate, muon.Apply);
        return options;
    }

    /// <summary>A copy that later changes of the options do not reach.</summary>
    /// <exception cref="ArgumentException">The options hold settings of the optimizer, which a sweep would overwrite.</exception>
    public static TOptions CopyOf<TOptions>(TOptions options)
        where TOptions : MuonTrainerOptions => options.Muon is null
        ? (TOptions)options.Copy()
        : throw new ArgumentException(
            "Muon is set, but a sweep tries settings of the optimizer itself. Leave Muon null; or sweep a class of your own with CreateSweepableEstimator, and build MuonOptions from it.", nameof(options));
}
