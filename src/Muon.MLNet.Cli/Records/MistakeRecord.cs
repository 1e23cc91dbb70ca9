namespace Muon.MLNet.Cli.Records;

/// <summary>An example whose class was predicted wrongly.</summary>
/// <param name="Row">The number of the example among those held out, from 1.</param>
/// <param name="Label">Its class.</param>
/// <param name="PredictedLabel">The class that was predicted.</param>
/// <param name="Probability">The probability of the prediction, 0 to 1.</param>
/// <param name="LabelProbability">The probability of its class.</param>
/// <param name="Picture">The path of the picture, or <see langword="null"/>.</param>
/// <param name="Text">The text, or <see langword="null"/>.</param>
/// <param name="Text2">The second text of a pair, or <see langword="null"/>.</param>
internal sealed record MistakeRecord(
    int Row,
    string Label,
    string PredictedLabel,
    double Probability,
    double LabelProbability,
    string? Picture,
    string? Text,
    string? Text2);
