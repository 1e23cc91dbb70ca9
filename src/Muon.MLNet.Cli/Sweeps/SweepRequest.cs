using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Sweeps;

/// <summary>What a sweep was asked to do.</summary>
/// <param name="Training">Data, names, and the values that are not swept. Its <see cref="TrainingRequest.TrainTime"/> is that of the whole sweep.</param>
/// <param name="Trials">The most trials.</param>
/// <param name="Tuner">Who proposes: <c>cost-frugal</c>, <c>eci</c>, <c>random</c>, <c>grid</c> or <c>smac</c>.</param>
/// <param name="Halving">Whether trials that are behind end early.</param>
/// <param name="Space">What is swept, by names of options without the dashes; <see langword="null"/> for all that is not given, but the network.</param>
/// <param name="Study">The database that keeps the trials, or <see langword="null"/>.</param>
internal sealed record SweepRequest(TrainingRequest Training, int Trials, string Tuner, bool Halving, IReadOnlyList<string>? Space, string? Study);
