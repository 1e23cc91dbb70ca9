namespace ImageClassification;

/// <summary>What the model says of a picture.</summary>
internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
