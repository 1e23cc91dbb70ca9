using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Sweeps;

/// <summary>What came of a sweep.</summary>
/// <param name="Record">The best training.</param>
/// <param name="Request">What gives it again.</param>
/// <param name="Trial">Its number.</param>
/// <param name="Metric">Its accuracy on the validation data.</param>
/// <param name="Trials">All trials.</param>
/// <param name="Page">The file that shows them.</param>
internal sealed record SweepResult(TrainingRecord Record, TrainingRequest Request, int Trial, double Metric, IReadOnlyList<TrialRecord> Trials, string Page);
