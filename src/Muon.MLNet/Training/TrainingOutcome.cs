namespace Muon.MLNet.Training;

/// <summary>Why a training run ended.</summary>
internal enum TrainingOutcome
{
    Completed,
    StoppedEarly,
    Cancelled,
    OutOfTime,
}
