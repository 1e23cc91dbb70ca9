namespace Muon.MLNet.Prediction;

/// <summary>The columns that a classifier reads and writes.</summary>
/// <param name="Feature">The input.</param>
/// <param name="Score">The probabilities of the classes.</param>
/// <param name="PredictedLabel">The key of the most probable class.</param>
/// <param name="SecondFeature">The second input, where there is one.</param>
internal sealed record PredictionColumns(string Feature, string Score, string PredictedLabel, string? SecondFeature = null);
