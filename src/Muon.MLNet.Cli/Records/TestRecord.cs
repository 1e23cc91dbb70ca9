using System.Text.Json.Serialization;

namespace Muon.MLNet.Cli.Records;

/// <summary>What a model predicts for labelled examples, as ML.NET's <c>Evaluate</c> counts it.</summary>
/// <param name="Classes">The classes, in the order of all lists.</param>
/// <param name="Confusion">How often: a list per true class, in it a number per predicted class.</param>
/// <param name="MicroAccuracy">The share of examples that is right.</param>
/// <param name="MacroAccuracy">The mean of that share over the classes.</param>
/// <param name="LogLoss">The mean loss, in nats.</param>
/// <param name="LogLossReduction">How much less that is than by the frequencies of the classes alone; 1 is perfect.</param>
/// <param name="TopKAccuracy">The share of examples whose class is among the 1, 2, … most probable ones; up to 5.</param>
/// <param name="PerClassPrecision">Of what is predicted to be a class, the share that is.</param>
/// <param name="PerClassRecall">Of what is a class, the share that is predicted to be.</param>
/// <param name="Mistakes">The worst ones: those that the model was surest of, up to 100.</param>
/// <param name="Calibration">How often predictions of a probability are right.</param>
internal sealed record TestRecord(
    IReadOnlyList<string> Classes,
    [property: JsonConverter(typeof(RowPerLine))] IReadOnlyList<IReadOnlyList<long>> Confusion,
    double MicroAccuracy,
    double MacroAccuracy,
    double LogLoss,
    double LogLossReduction,
    IReadOnlyList<double> TopKAccuracy,
    IReadOnlyList<double> PerClassPrecision,
    IReadOnlyList<double> PerClassRecall,
    IReadOnlyList<MistakeRecord> Mistakes,
    IReadOnlyList<CalibrationBin> Calibration);
