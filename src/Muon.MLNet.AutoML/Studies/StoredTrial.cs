using Microsoft.ML.SearchSpace;

namespace Muon.MLNet;

/// <summary>A trial as a study's database holds it.</summary>
/// <param name="Number">The number of the trial in its study, from 0.</param>
/// <param name="Parameter">What the tuner proposed.</param>
/// <param name="State">How it ended; <see langword="null"/> while it runs, or waits for a worker.</param>
/// <param name="Metric">The metric; <see langword="null"/> where there is none.</param>
/// <param name="Loss">What the tuner makes small; <see langword="null"/> where there is none.</param>
/// <param name="Duration">How long it took, its last attempt alone.</param>
/// <param name="Epochs">The epochs that Muon's trainers finished in it.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Attempts">How many workers began it.</param>
public sealed record StoredTrial(
    int Number, Parameter Parameter, TrialState? State, double? Metric, double? Loss, TimeSpan Duration, int Epochs, string? Reason, int Attempts)
{
    /// <summary>The record of a trial that has ended.</summary>
    /// <returns>The record; <see langword="null"/> while the trial runs or waits.</returns>
    public TrialRecord? ToRecord() => State is { } state ? new TrialRecord(Number, Parameter, state, Metric, Duration, Epochs, Reason) : null;
}
