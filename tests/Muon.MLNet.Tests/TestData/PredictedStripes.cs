namespace Muon.MLNet.Tests.TestData;

/// <summary>What a prediction engine gives for a picture.</summary>
internal sealed class PredictedStripes
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
