using Microsoft.ML.Data;

namespace ImageClassification;

/// <summary>A row of the training data: what ML.NET reads from.</summary>
internal sealed class Picture
{
    /// <summary>Grey values between 0 and 1, row after row. Another size than MNIST's is set when the data is loaded.</summary>
    [VectorType(28, 28)]
    public float[] Image { get; set; } = [];

    public string Label { get; set; } = "";
}
