using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.TorchSharp;
using Muon.MLNet;
using Muon.Samples;
using TextClassification;
using TextClassification.Data;

namespace BesideBuiltIn;

/// <summary>The same rows, the same split and the same evaluation for each trainer.</summary>
internal static class Comparison
{
    private const int FewSentences = 5_000;

    public static void Run(Arguments arguments, CancellationToken cancellation)
    {
        MLContext context = TrainingContext.Create(arguments.Seed, arguments.Threads);

        TextSet data = arguments.IsClinc150 ? Clinc150.Load() : IntentFile.Load(context, arguments.Seed);
        Console.WriteLine($"data: {data.Source}");
        Console.WriteLine(Invariant($"{data.Train.Count:N0} sentences to learn from, {data.Test.Count:N0} to test with"));

        var trainers = context.MulticlassClassification.Trainers;
        int batch = data.Train.Count < FewSentences ? 16 : 64;
        MuonTextClassificationTrainer.Options Ours(TextArchitecture architecture, int epochs) => new()
        {
            Architecture = architecture,
            MaxEpochs = epochs,
            BatchSize = batch,
            CancellationToken = cancellation,
        };
        (string Name, Func<IEstimator<ITransformer>> Create)[] rows =
        [
            ("MuonTextClassification, n-grams", () => trainers.MuonTextClassification(Ours(TextArchitecture.NGram, epochs: 10))),
            ("MuonTextClassification, encoder", () => trainers.MuonTextClassification(Ours(TextArchitecture.Encoder, epochs: 20))),
            ("TextClassification, ML.NET's own", () => trainers.TextClassification(sentence1ColumnName: "Sentence", maxEpochs: arguments.Epochs)),
        ];
        Console.WriteLine($"{"trainer",-34} {"accuracy",8} {"per class",9} {"training s",10} {"test s",7}");
        foreach ((string name, Func<IEstimator<ITransformer>> create) in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            Outcome outcome = Measure(context, create(), data);
            Console.WriteLine(Invariant(
                $"{name,-34} {outcome.Metrics.MicroAccuracy,8:F4} {outcome.Metrics.MacroAccuracy,9:F4} {outcome.Training.TotalSeconds,10:F1} {outcome.Test.TotalSeconds,7:F1}"));
        }
    }

    /// <summary>Both trainers read a key; the names of the classes are of no use to the evaluation.</summary>
    private static Outcome Measure(MLContext context, IEstimator<ITransformer> trainer, TextSet data)
    {
        IEstimator<ITransformer> pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(trainer);
        Stopwatch clock = Stopwatch.StartNew();
        ITransformer model = pipeline.Fit(context.Data.LoadFromEnumerable(data.Train));
        TimeSpan training = clock.Elapsed;
        try
        {
            clock.Restart();
            IDataView predicted = model.Transform(context.Data.LoadFromEnumerable(data.Test));
            MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(predicted);
            return new Outcome(metrics, training, clock.Elapsed);
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }
}
