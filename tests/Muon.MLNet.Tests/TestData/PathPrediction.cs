namespace Muon.MLNet.Tests.TestData;

/// <summary>What a model of picture files predicts.</summary>
internal sealed class PathPrediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
