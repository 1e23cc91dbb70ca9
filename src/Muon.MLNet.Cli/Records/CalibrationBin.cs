namespace Muon.MLNet.Cli.Records;

/// <summary>The predictions whose probability lies in an interval.</summary>
/// <param name="From">The least probability.</param>
/// <param name="To">The probability that is too much.</param>
/// <param name="Count">How many there are.</param>
/// <param name="MeanProbability">Their mean probability; 0 where there are none.</param>
/// <param name="Accuracy">The share of them that is right; 0 where there are none.</param>
internal sealed record CalibrationBin(double From, double To, int Count, double MeanProbability, double Accuracy);
