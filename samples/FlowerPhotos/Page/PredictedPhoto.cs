namespace FlowerPhotos.Page;

/// <summary>A picture and what the model says of it.</summary>
/// <param name="Name">The path of the picture in its folder.</param>
/// <param name="Label">Its class.</param>
/// <param name="Predicted">The predicted class; empty where the picture could not be read.</param>
/// <param name="Top">The most probable classes, the first one first.</param>
internal sealed record PredictedPhoto(string Name, string Label, string Predicted, IReadOnlyList<(string Label, float Probability)> Top)
{
    /// <summary>How many classes are shown.</summary>
    private const int Shown = 3;

    public bool IsRight => string.Equals(Label, Predicted, StringComparison.Ordinal);

    public bool IsReadable => Predicted.Length > 0;

    /// <summary>The probability of the predicted class.</summary>
    public float Confidence => Top.Count > 0 ? Top[0].Probability : 0;

    public static PredictedPhoto From(string name, string label, Prediction prediction, IReadOnlyList<string> classes)
    {
        bool readable = !string.IsNullOrEmpty(prediction.PredictedLabel);
        IEnumerable<(string, float)> top = classes.Zip(prediction.Score).OrderByDescending(pair => pair.Second).Take(Shown);
        return new PredictedPhoto(name, label, readable ? prediction.PredictedLabel : "", readable ? [.. top] : []);
    }
}
