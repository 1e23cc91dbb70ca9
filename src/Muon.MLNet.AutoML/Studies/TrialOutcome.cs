namespace Muon.MLNet.AutoML.Studies;

/// <summary>What a trial ended with.</summary>
internal sealed record TrialOutcome(double? Metric, double? Loss, double Seconds, int Epochs, string? Reason);
