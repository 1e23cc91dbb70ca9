using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tables;

namespace Muon.MLNet.Cli.Training;

/// <summary>Tests a model on labelled examples: the metrics of ML.NET's <c>Evaluate</c>, the worst mistakes, the calibration.</summary>
internal static class ModelTest
{
    private const int MostMistakes = 100;
    private const int MostTopK = 5;
    private const int Bins = 10;

    /// <summary>Predicts all examples.</summary>
    /// <param name="context">The context.</param>
    /// <param name="model">The chain, from the text of the label to the text of the prediction.</param>
    /// <param name="examples">The examples; at least one.</param>
    /// <param name="classes">The classes, in the order of the scores.</param>
    /// <exception cref="ToolException">An example cannot be read.</exception>
    public static TestRecord Run(MLContext context, ITransformer model, IReadOnlyList<Example> examples, IReadOnlyList<string> classes)
    {
        try
        {
            return Measure(context, model, examples, classes);
        }
        catch (InvalidOperationException error)
        {
            throw Failure.OfData(error);
        }
    }

    private static TestRecord Measure(MLContext context, ITransformer model, IReadOnlyList<Example> examples, IReadOnlyList<string> classes)
    {
        IDataView rows = context.Data.LoadFromEnumerable(examples);
        IDataView predicted = model.Transform(rows);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(predicted, topKPredictionCount: Math.Min(MostTopK, classes.Count));
        Predicted[] predictions = [.. context.Data.CreateEnumerable<Predicted>(predicted, reuseRowObject: false)];
        IReadOnlyList<IReadOnlyList<double>> counts = metrics.ConfusionMatrix.Counts;
        return new TestRecord(
            classes,
            [.. counts.Select(row => (IReadOnlyList<long>)[.. row.Select(count => (long)count)])],
            metrics.MicroAccuracy,
            metrics.MacroAccuracy,
            metrics.LogLoss,
            metrics.LogLossReduction,
            [.. metrics.TopKAccuracyForAllK ?? []],
            [.. metrics.ConfusionMatrix.PerClassPrecision],
            [.. metrics.ConfusionMatrix.PerClassRecall],
            Mistakes(examples, predictions, classes),
            Calibration(examples, predictions));
    }

    private static List<MistakeRecord> Mistakes(IReadOnlyList<Example> examples, Predicted[] predictions, IReadOnlyList<string> classes)
    {
        List<MistakeRecord> mistakes = [];
        Dictionary<string, int> numbers = classes.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        foreach ((int i, Example example) in examples.Index())
        {
            if (!string.Equals(example.Label, predictions[i].PredictedLabel, StringComparison.Ordinal))
            {
                mistakes.Add(new MistakeRecord(
                    i + 1, example.Label, predictions[i].PredictedLabel, predictions[i].Score.Max(), numbers.TryGetValue(example.Label, out int label) ? predictions[i].Score[label] : 0,
                    NullIfEmpty(example.ImagePath), NullIfEmpty(example.Text), NullIfEmpty(example.Text2)));
            }
        }

        return [.. mistakes.OrderByDescending(mistake => mistake.Probability).Take(MostMistakes)];
    }

    private static CalibrationBin[] Calibration(IReadOnlyList<Example> examples, Predicted[] predictions)
    {
        var sure = examples.Zip(predictions, (example, prediction) => (
            Probability: (double)prediction.Score.Max(),
            IsRight: string.Equals(example.Label, prediction.PredictedLabel, StringComparison.Ordinal)));
        ILookup<int, (double Probability, bool IsRight)> bins = sure.ToLookup(one => Math.Clamp((int)(one.Probability * Bins), 0, Bins - 1));
        return [.. Enumerable.Range(0, Bins).Select(bin => new CalibrationBin(
            (double)bin / Bins,
            (bin + 1.0) / Bins,
            bins[bin].Count(),
            bins[bin].Select(one => one.Probability).DefaultIfEmpty().Average(),
            bins[bin].Select(one => one.IsRight ? 1.0 : 0).DefaultIfEmpty().Average()))];
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
