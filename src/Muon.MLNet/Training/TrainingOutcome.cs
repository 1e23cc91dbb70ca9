namespace Muon.MLNet.Training;

/// <summary>Why a training run ended.</summary>
internal enum TrainingOutcome
{
    Completed,
    StoppedEarly,
    Cancelled,
    OutOfTime,

    /// <summary>A number was not finite; the last good weights are in place.</summary>
    Diverged,
}
