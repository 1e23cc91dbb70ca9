using Muon.MLNet.Training.Trials;

namespace Muon.MLNet.AutoML;

/// <summary>What the parameters of both trainers have in common.</summary>
internal static class SweptOptions
{
    /// <summary>A copy of the options whose optimizer has the swept settings.</summary>
    public static TOptions Of<TOptions>(TOptions basis, double learningRate, MuonSearchSpace muon)
        where TOptions : MuonTrainerOptions
    {
        if (basis.Muon is not null)
        {
            throw new ArgumentException(
                "Muon is set, but a sweep tries settings of the optimizer itself. Leave Muon null; or sweep a class of your own with CreateSweepableEstimator, and build MuonOptions from it.", nameof(basis));
        }

        var options = (TOptions)basis.Copy();
        options.Tuning = new OptimizerTuning(learningRate, muon.Apply);
        return options;
    }
}
