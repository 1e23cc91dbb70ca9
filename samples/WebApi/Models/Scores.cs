namespace WebApi.Models;

/// <summary>What is read of a prediction: the names of the classes come from the model.</summary>
internal sealed class Scores
{
    public float[] Score { get; set; } = [];
}
