namespace SentencePairs;

/// <summary>What the model says of a pair.</summary>
internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
