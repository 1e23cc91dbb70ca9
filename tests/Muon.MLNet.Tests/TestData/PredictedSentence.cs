namespace Muon.MLNet.Tests.TestData;

/// <summary>What a prediction engine gives for a text.</summary>
internal sealed class PredictedSentence
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
