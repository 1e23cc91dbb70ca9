namespace Muon.MLNet;

/// <summary>What a training run reports when it has ended.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="Epochs">The passes over the training data that were finished, those before an interruption included.</param>
/// <param name="MaxEpochs">The number of passes that were asked for.</param>
/// <param name="BestEpoch">The best epoch, from 1, whose weights are kept; <see langword="null"/> without a validation set.</param>
/// <param name="BestValue">The value of <see cref="MuonTrainerOptions.ValidationMetric"/> in that epoch.</param>
/// <param name="Elapsed">Time since training began, that before an interruption included.</param>
/// <param name="Times">Where the time of this call of <c>Fit</c> went.</param>
/// <param name="TrainCount">The examples that were trained on.</param>
/// <param name="ValidationCount">The examples that epochs were judged by.</param>
/// <param name="Divergence">What was not finite and where, and what to do about it, where <paramref name="Outcome"/> is <see cref="TrainingOutcome.Diverged"/>.</param>
/// <param name="Device">The device and why it was chosen, as the log says it.</param>
/// <param name="Precision">The type in which the network was computed.</param>
public readonly record struct TrainingEndArguments(
    TrainingOutcome Outcome,
    int Epochs,
    int MaxEpochs,
    int? BestEpoch,
    double? BestValue,
    TimeSpan Elapsed,
    TrainingTimes Times,
    int TrainCount,
    int ValidationCount,
    string? Divergence,
    string Device = "",
    string Precision = "");
