namespace Muon.MLNet;

/// <summary>Why a training run ended.</summary>
public enum TrainingOutcome
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The validation metric no longer got better, as <see cref="MuonTrainerOptions.EarlyStopping"/> asks.</summary>
    StoppedEarly,

    /// <summary><see cref="MuonTrainerOptions.CancellationToken"/> was cancelled.</summary>
    Cancelled,

    /// <summary><see cref="MuonTrainerOptions.MaxTrainingTime"/> was over.</summary>
    OutOfTime,

    /// <summary>A number was not finite; the last good weights are in place.</summary>
    Diverged,
}
