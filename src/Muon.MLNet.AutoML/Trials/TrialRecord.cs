using Microsoft.ML.SearchSpace;

namespace Muon.MLNet;

/// <summary>What is known of a trial at its end.</summary>
/// <param name="Id">The number of the trial, from 0.</param>
/// <param name="Parameter">What the tuner proposed.</param>
/// <param name="State">How it ended.</param>
/// <param name="Metric">The metric; <see langword="null"/> where there is none.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Epochs">The epochs that Muon's trainers finished in it, all folds together.</param>
/// <param name="Reason">Why it failed or was cancelled; <see langword="null"/> for all others.</param>
public sealed record TrialRecord(int Id, Parameter Parameter, TrialState State, double? Metric, TimeSpan Duration, int Epochs, string? Reason);
