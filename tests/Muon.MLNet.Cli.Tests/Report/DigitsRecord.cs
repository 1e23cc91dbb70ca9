using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Cli.Records;
using Muon.Testing;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>A real training: an epoch over some real digits, evaluated by ML.NET on others.</summary>
internal static class DigitsRecord
{
    private const int TrainCount = 600;
    private const int TestCount = 500;

    /// <summary>The record, and what ML.NET's <c>Evaluate</c> said.</summary>
    /// <param name="folder">Where pictures of the mistakes are written.</param>
    public static (TrainingRecord Record, MulticlassClassificationMetrics Metrics, string[] Labels) Train(string folder)
    {
        MLContext context = new(seed: 1);
        List<EpochRecord> epochs = [];
        List<StepRecord> steps = [];
        Digit[] held = [.. Digit.Read("optdigits-test.csv").Take(TestCount)];
        IDataView test = context.Data.LoadFromEnumerable(held);
        MuonImageClassificationTrainer.Options options = new() { Architecture = ImageArchitecture.SmallConvNet, MaxEpochs = 1, BatchSize = 32 };
        ITransformer model = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonImageClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(context.Data.LoadFromEnumerable(Digit.Read("optdigits-train.csv").Take(TrainCount)));
        IDataView predicted = model.Transform(test);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(predicted);
        VBuffer<ReadOnlyMemory<char>> keys = default;
        predicted.Schema["Label"].GetKeyValues(ref keys);
        string[] classes = [.. keys.DenseValues().Select(name => name.ToString())];
        Prediction[] predictions = [.. context.Data.CreateEnumerable<Prediction>(predicted, reuseRowObject: false)];
        TestRecord record = new(
            classes, metrics.ConfusionMatrix.Counts.Select(row => row.Select(count => (long)count).ToArray()).ToArray(),
            metrics.MicroAccuracy, metrics.MacroAccuracy, metrics.LogLoss, metrics.LogLossReduction, [metrics.MicroAccuracy],
            metrics.ConfusionMatrix.PerClassPrecision, metrics.ConfusionMatrix.PerClassRecall, Mistakes(held, predictions, classes, folder), Calibration(held, predictions));
        epochs.Add(new(1, 1.9, 0.4, ValidationLoss: null, ValidationAccuracy: null, 0.01, 100, 1));
        RunRecord run = SampleRecords.Run("Muon", record, 1) with { Epochs = epochs, Steps = steps, BestEpoch = null };
        return (SampleRecords.Of(10, run: run, name: "Digits", comparison: true), metrics, [.. held.Select(digit => digit.Label)]);
    }

    private static MistakeRecord[] Mistakes(Digit[] held, Prediction[] predictions, string[] classes, string folder) =>
    [
        .. held.Zip(predictions).Select((pair, i) => (Digit: pair.First, Prediction: pair.Second, Row: i + 1))
            .Where(row => row.Digit.Label != row.Prediction.PredictedLabel)
            .OrderByDescending(row => row.Prediction.Score.Max())
            .Take(40)
            .Select(row => new MistakeRecord(
                row.Row, row.Digit.Label, row.Prediction.PredictedLabel, row.Prediction.Score.Max(), row.Prediction.Score[Array.IndexOf(classes, row.Digit.Label)],
                row.Digit.Save(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"digit-{row.Row}.png"))), Text: null, Text2: null)),
    ];

    private static CalibrationBin[] Calibration(Digit[] held, Prediction[] predictions) =>
        [.. held.Zip(predictions).GroupBy(pair => Math.Min(9, (int)(10 * pair.Second.Score.Max()))).OrderBy(group => group.Key).Select(group => new CalibrationBin(
            group.Key / 10.0, (group.Key + 1) / 10.0, group.Count(), group.Average(pair => pair.Second.Score.Max()), group.Average(pair => pair.First.Label == pair.Second.PredictedLabel ? 1.0 : 0)))];

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
