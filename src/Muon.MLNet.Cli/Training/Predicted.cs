namespace Muon.MLNet.Cli.Training;

/// <summary>What a model adds to a row.</summary>
internal sealed class Predicted
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
