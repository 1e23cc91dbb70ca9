namespace Muon.MLNet.Prediction;

/// <summary>The columns that a classifier reads and writes.</summary>
/// <param name="Feature">The input.</param>
/// <param name="Score">The probabilities of the classes.</param>
/// <param name="PredictedLabel">The key of the most probable class.</param>
/// <param name="SecondFeature">The second input, where there is one.</param>
internal sealed record PredictionColumns(string Feature, string Score, string PredictedLabel, string? SecondFeature = null)
{
    /// <summary>Checks names that come from a file.</summary>
    /// <exception cref="InvalidDataException">One is empty, or both outputs have one name.</exception>
    public void Validate()
    {
        if (string.IsNullOrEmpty(Feature) || string.IsNullOrEmpty(Score) || string.IsNullOrEmpty(PredictedLabel) || SecondFeature is "" || string.Equals(Score, PredictedLabel, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The model's columns are '{Feature}', '{SecondFeature}', '{Score}' and '{PredictedLabel}': a name is missing, or there twice.");
        }
    }
}
