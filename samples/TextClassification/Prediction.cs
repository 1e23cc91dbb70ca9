namespace TextClassification;

/// <summary>What the model says of a sentence.</summary>
internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
