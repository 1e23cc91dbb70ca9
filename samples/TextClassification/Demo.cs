using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet;
using Muon.MLNet.Terminal;
using Muon.Samples;
using Spectre.Console;
using TextClassification.Data;
using TextClassification.Display;

namespace TextClassification;

/// <summary>Data, training, evaluation, saving, loading, prediction: in the order in which an ML.NET program has them.</summary>
internal static class Demo
{
    private const int FewSentences = 5_000;

    public static void Run(Arguments arguments, CancellationToken cancellation)
    {
        TrainingDisplay display = new(AnsiConsole.Console, "sentences");
        MLContext context = TrainingContext.Create(arguments.Seed, arguments.Threads);
        display.Attach(context);

        TextSet data = arguments.IsClinc150 ? Clinc150.Load()
            : arguments.File is { } own ? UserFile.Load(context, own, arguments.Text, arguments.Label, arguments.Seed)
            : IntentFile.Load(context, arguments.Seed);
        Console.WriteLine($"data: {data.Source}");
        Console.WriteLine(Invariant($"{data.Train.Count:N0} sentences to learn from, {data.Test.Count:N0} to test with, {data.Train.DistinctBy(row => row.Label, StringComparer.Ordinal).Count():N0} classes"));

        IDataView trainRows = context.Data.LoadFromEnumerable(data.Train);
        IDataView testRows = context.Data.LoadFromEnumerable(data.Test);
        MuonTextClassificationTrainer.Options options = Options(arguments, data.Train.Count);
        display.Attach(options);
        options.CancellationToken = cancellation;
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonTextClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        Stopwatch clock = Stopwatch.StartNew();
        using var model = display.Run(() => pipeline.Fit(trainRows));
        Console.WriteLine(Invariant($"trained in {clock.Elapsed.TotalSeconds:F1} s"));
        cancellation.ThrowIfCancellationRequested();

        IDataView tested = model.Transform(testRows);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(tested);
        ClassTable.Write(Console.Out, SlotNames.Of(tested.Schema), metrics.ConfusionMatrix);
        Console.WriteLine(Invariant($"log loss {metrics.LogLoss:F4}, accuracy per class {metrics.MacroAccuracy:F4}"));
        Console.WriteLine(Invariant($"test accuracy {metrics.MicroAccuracy:F4}"));

        Directory.CreateDirectory(arguments.Output);
        string file = Path.Combine(arguments.Output, "model.zip");
        context.Model.Save(model, trainRows.Schema, file);
        Console.WriteLine(Invariant($"model: {file} ({new FileInfo(file).Length / 1e6:F1} MB)"));
        LoadedModel.Show(file, data.Test, arguments.Output);
    }

    /// <summary>Few sentences are seen in smaller batches, so that there are enough steps.</summary>
    private static MuonTextClassificationTrainer.Options Options(Arguments arguments, int count) => new()
    {
        LabelColumnName = "Label",
        SentenceColumnName = "Sentence",
        Architecture = arguments.Architecture,
        MaxEpochs = arguments.Epochs ?? (arguments.Architecture is TextArchitecture.Encoder ? 20 : 10),
        BatchSize = count < FewSentences ? 16 : 64,
    };
}
