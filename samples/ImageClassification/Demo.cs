using System.Diagnostics;
using ImageClassification.Data;
using ImageClassification.Display;
using ImageClassification.Drawing;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet;
using Muon.MLNet.Terminal;
using Muon.Samples;
using Spectre.Console;

namespace ImageClassification;

/// <summary>Data, training, evaluation, saving, loading, prediction: in the order in which an ML.NET program has them.</summary>
internal static class Demo
{
    private const int DrawnForTraining = 12_000;
    private const int DrawnForTest = 2_000;
    private const int Shown = 10;

    public static void Run(Arguments arguments, CancellationToken cancellation)
    {
        (PictureSet train, PictureSet test) = Pictures(arguments);
        Console.WriteLine(Invariant($"{train.Count:N0} pictures of {train.Height} x {train.Width} to learn from, {test.Count:N0} to test with, {train.ClassCount} classes"));

        TrainingDisplay display = new(AnsiConsole.Console, "images");
        MLContext context = TrainingContext.Create(arguments.Seed, arguments.Threads);
        display.Attach(context);

        IDataView trainRows = context.Data.LoadFromEnumerable(train.Rows(), Schema(train));
        IDataView testRows = context.Data.LoadFromEnumerable(test.Rows(), Schema(test));
        MuonImageClassificationTrainer.Options options = new()
        {
            LabelColumnName = "Label",
            ImageColumnName = "Image",
            MaxEpochs = arguments.Epochs ?? (train.Count >= 30_000 ? 2 : 5),
            BatchSize = arguments.BatchSize,
            CancellationToken = cancellation,
            CheckpointDirectory = arguments.Checkpoints,
            CheckpointEvery = new CheckpointInterval { Epochs = 1, Steps = arguments.CheckpointSteps },
            Resume = arguments.Resume,
        };
        display.Attach(options);
        int steps = ((train.Count + options.BatchSize - 1) / options.BatchSize) * options.MaxEpochs;
        options.Muon = arguments.LearningRate is { } rate
            ? MuonImageClassificationTrainer.DefaultMuonOptions(steps, peakLearningRate: rate)
            : MuonImageClassificationTrainer.DefaultMuonOptions(steps);
        options.Muon.Precision = arguments.BFloat16 ? OrthogonalizationPrecision.BFloat16 : OrthogonalizationPrecision.Full;

        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonImageClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        Stopwatch clock = Stopwatch.StartNew();
        using var model = display.Run(() => pipeline.Fit(trainRows));
        Console.WriteLine(Invariant($"trained in {clock.Elapsed.TotalSeconds:F1} s"));
        cancellation.ThrowIfCancellationRequested();

        clock.Restart();
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(testRows));
        Console.WriteLine(Invariant($"tested in {clock.Elapsed.TotalSeconds:F1} s: log loss {metrics.LogLoss:F4}, accuracy per class {metrics.MacroAccuracy:F4}"));
        Console.WriteLine(Invariant($"test accuracy {metrics.MicroAccuracy:F4}"));

        Directory.CreateDirectory(Path.GetDirectoryName(arguments.Model)!);
        context.Model.Save(model, trainRows.Schema, arguments.Model);

        ShowPredictions(arguments.Model, test);
        Console.WriteLine(Invariant($"model: {arguments.Model} ({new FileInfo(arguments.Model).Length / 1e6:F1} MB)"));
        Console.WriteLine(Invariant($"peak memory: {PeakMemory() / 1e6:F0} MB"));
    }

    private static (PictureSet Train, PictureSet Test) Pictures(Arguments arguments)
    {
        PictureSet train, test;
        if ((arguments.Data ?? (arguments.Drawn ? null : DataFolder.Default())) is { } folder)
        {
            Console.WriteLine($"data: {Path.GetFullPath(folder)}");
            (train, test) = DataFolder.Load(folder);
        }
        else
        {
            Console.WriteLine($"data: digits drawn by this program with seed {arguments.Seed.ToString(CultureInfo.InvariantCulture)}");
            train = DigitPainter.Draw(Math.Min(DrawnForTraining, arguments.Limit ?? DrawnForTraining), arguments.Seed);
            test = DigitPainter.Draw(Math.Min(DrawnForTest, arguments.Limit ?? DrawnForTest), arguments.Seed, first: DrawnForTraining);
        }

        return arguments.Limit is { } limit ? (train.Take(limit), test.Take(limit)) : (train, test);
    }

    /// <summary>Pictures need not be 28 x 28: the size of the column comes from the data.</summary>
    private static SchemaDefinition Schema(PictureSet pictures)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Picture));
        schema["Image"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, pictures.Height, pictures.Width);
        return schema;
    }

    /// <summary>A new context stands for another program that has nothing but the model's file.</summary>
    private static void ShowPredictions(string modelFile, PictureSet test)
    {
        MLContext context = new();
        ITransformer model = context.Model.Load(modelFile, out DataViewSchema schema);
        using PredictionEngine<Picture, Prediction> engine = context.Model.CreatePredictionEngine<Picture, Prediction>(model, schema);
        Console.WriteLine("the first test pictures by the loaded model: true -> predicted label (! where wrong), its probability");
        foreach (int[] row in Enumerable.Range(0, Math.Min(Shown, test.Count)).Chunk(Shown / 2))
        {
            (int Index, string Caption)[] pictures = [.. row.Select(i => (i, Caption(test.Row(i), engine)))];
            foreach (string line in PictureArt.SideBySide(pictures, test))
            {
                Console.WriteLine(line);
            }
        }
    }

    private static string Caption(Picture picture, PredictionEngine<Picture, Prediction> engine)
    {
        Prediction prediction = engine.Predict(picture);
        char verdict = string.Equals(prediction.PredictedLabel, picture.Label, StringComparison.Ordinal) ? ' ' : '!';
        return Invariant($"{picture.Label} -> {prediction.PredictedLabel}{verdict} {prediction.Score.Max():P0}");
    }

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
