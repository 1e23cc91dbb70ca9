using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet;
using Muon.MLNet.Terminal;
using Muon.Samples;
using SentencePairs.Data;
using Spectre.Console;

namespace SentencePairs;

/// <summary>Pairs of texts: training with both columns and with one, the difference, and a saved model that predicts.</summary>
internal static class Demo
{
    private const double TestShare = 0.2;

    public static void Run(Arguments arguments, CancellationToken cancellation)
    {
        TrainingDisplay display = new(AnsiConsole.Console, "pairs");
        MLContext context = TrainingContext.Create(arguments.Seed, arguments.Threads);
        display.Attach(context);

        IReadOnlyList<QuestionPair> pairs = new PairWriter(context).Write(arguments.Pairs, arguments.Seed);
        (IReadOnlyList<QuestionPair> train, IReadOnlyList<QuestionPair> test) = StratifiedSplit.Of(pairs, pair => pair.Label, TestShare, arguments.Seed);
        Directory.CreateDirectory(arguments.Output);
        string written = Path.Combine(arguments.Output, "pairs.tsv");
        File.WriteAllLines(written, pairs.Select(pair => $"{pair.Sentence}\t{pair.Sentence2}\t{pair.Label}").Prepend("Sentence\tSentence2\tLabel"));
        Console.WriteLine($"data: {written}");
        Console.WriteLine(Invariant($"{train.Count:N0} pairs to learn from, {test.Count:N0} to test with"));

        MuonTextClassificationTrainer.Options options = new()
        {
            LabelColumnName = "Label",
            SentenceColumnName = "Sentence",
            Sentence2ColumnName = "Sentence2",
            Architecture = TextArchitecture.Encoder,
            // Small, for so few words; a token that is left out may be the subject.
            Encoder = new TextEncoderOptions { Depth = 2 },
            MaxEpochs = arguments.Epochs,
            TokenDropout = 0,
            BatchSize = 32,
            CancellationToken = cancellation,
        };
        display.Attach(options);
        string file = Path.Combine(arguments.Output, "model.zip");
        double both = Train(context, display, options, train, test, file);
        cancellation.ThrowIfCancellationRequested();

        Console.WriteLine("the same with the second question alone:");
        options.SentenceColumnName = "Sentence2";
        options.Sentence2ColumnName = null;
        double alone = Train(context, display, options, train, test, file: null);
        cancellation.ThrowIfCancellationRequested();

        Examples.Show(file);
        Console.WriteLine($"model: {file}");
        Console.WriteLine(Invariant($"test accuracy {both:F4} with both questions, {alone:F4} with the second alone"));
    }

    /// <summary>Trains, tests, and saves where there is a file to save to.</summary>
    private static double Train(
        MLContext context, TrainingDisplay display, MuonTextClassificationTrainer.Options options, IReadOnlyList<QuestionPair> train, IReadOnlyList<QuestionPair> test, string? file)
    {
        IDataView trainRows = context.Data.LoadFromEnumerable(train);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonTextClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        Stopwatch clock = Stopwatch.StartNew();
        using var model = display.Run(() => pipeline.Fit(trainRows));
        Console.WriteLine(Invariant($"trained in {clock.Elapsed.TotalSeconds:F1} s"));
        if (file is not null)
        {
            context.Model.Save(model, trainRows.Schema, file);
        }

        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(context.Data.LoadFromEnumerable(test)));
        return metrics.MicroAccuracy;
    }
}
