namespace FlowerPhotos;

/// <summary>What the model says of a picture.</summary>
internal sealed class Prediction
{
    /// <summary>Empty for a picture that could not be read.</summary>
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
