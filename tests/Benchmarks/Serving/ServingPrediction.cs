namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>What is read of a prediction.</summary>
internal sealed class ServingPrediction
{
    public float[] Score { get; set; } = [];
}
