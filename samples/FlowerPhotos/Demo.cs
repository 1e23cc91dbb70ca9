using System.Diagnostics;
using FlowerPhotos.Data;
using FlowerPhotos.Page;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet;
using Muon.MLNet.Terminal;
using Muon.Samples;
using Spectre.Console;

namespace FlowerPhotos;

/// <summary>From a folder of photographs to a tested and saved model, and a page that shows what it gets right and wrong.</summary>
internal static class Demo
{
    private const double TestShare = 0.2;

    public static void Run(Arguments arguments, CancellationToken cancellation)
    {
        TrainingDisplay display = new(AnsiConsole.Console, "images");
        MLContext context = TrainingContext.Create(arguments.Seed, arguments.Threads);
        display.Attach(context);

        string folder = DataFolder.Find(arguments.Folder);
        Console.WriteLine($"data: {folder}");
        Photo[] photos = [.. context.Data.CreateEnumerable<Photo>(context.Data.LoadImagesFromFolder(folder), reuseRowObject: false)];
        (IReadOnlyList<Photo> train, IReadOnlyList<Photo> test) = StratifiedSplit.Of(photos, photo => photo.Label, TestShare, arguments.Seed);
        Console.WriteLine(Invariant($"{train.Count:N0} pictures to learn from, {test.Count:N0} to test with: {Classes(photos)}"));
        if (test.Count == 0)
        {
            throw new InvalidDataException($"'{folder}' has one picture of each class; none is left to test with.");
        }

        IDataView trainRows = context.Data.LoadFromEnumerable(train);
        IDataView testRows = context.Data.LoadFromEnumerable(test);
        MuonImageClassificationTrainer.Options options = new()
        {
            LabelColumnName = "Label",
            ImageColumnName = "ImagePath",
            Architecture = arguments.Architecture,
            ImageHeight = arguments.Size,
            ImageWidth = arguments.Size,
            MaxEpochs = arguments.Epochs,
            BatchSize = arguments.BatchSize,
            Augmentation = ImageAugmentation.Photos,
            LabelSmoothing = 0.1,
            WeightAveraging = 0.99,
            TestTimeFlip = true,
            Precision = TrainingPrecision.Automatic,
            OnBadImage = arguments.SkipUnreadable ? BadImageAction.Skip : BadImageAction.Refuse,
            CancellationToken = cancellation,
        };
        display.Attach(options);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonImageClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        Stopwatch clock = Stopwatch.StartNew();
        using var model = display.Run(() => pipeline.Fit(trainRows));
        Console.WriteLine(Invariant($"trained in {clock.Elapsed.TotalSeconds:F1} s"));
        cancellation.ThrowIfCancellationRequested();

        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(testRows));
        Console.WriteLine(Invariant($"log loss {metrics.LogLoss:F4}, accuracy per class {metrics.MacroAccuracy:F4}"));
        Console.WriteLine(Invariant($"test accuracy {metrics.MicroAccuracy:F4}"));

        Directory.CreateDirectory(arguments.Output);
        string file = Path.Combine(arguments.Output, "model.zip");
        context.Model.Save(model, trainRows.Schema, file);
        Console.WriteLine(Invariant($"model: {file} ({new FileInfo(file).Length / 1e6:F1} MB)"));
        Console.WriteLine($"predictions: {WritePage(file, folder, test, arguments.Output)}");
    }

    /// <summary>A new context stands for another program that has nothing but the model's file. LoadMuon gives the names of the classes too.</summary>
    private static string WritePage(string modelFile, string folder, IReadOnlyList<Photo> test, string output)
    {
        MLContext context = new();
        ITransformer model = context.Model.LoadMuon(modelFile, out _);
        IDataView predicted = model.Transform(context.Data.LoadFromEnumerable(test));
        VBuffer<ReadOnlyMemory<char>> names = default;
        predicted.Schema["Score"].GetSlotNames(ref names);
        string[] classes = [.. names.DenseValues().Select(name => name.ToString())];
        PredictedPhoto[] photos = [.. context.Data.CreateEnumerable<Prediction>(predicted, reuseRowObject: false)
            .Zip(test, (prediction, photo) => PredictedPhoto.From(Path.GetRelativePath(folder, photo.ImagePath), photo.Label, prediction, classes))];

        string page = Path.Combine(output, "predictions.html");
        using StreamWriter writer = new(page);
        PredictionPage.Write(
            writer, $"Predictions for {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}", photos,
            Thumbnails.Of(context, test.Where((_, i) => photos[i].IsReadable)));
        return page;
    }

    private static string Classes(IEnumerable<Photo> photos) =>
        string.Join(", ", photos.CountBy(photo => photo.Label, StringComparer.Ordinal).Select(label => Invariant($"{label.Key} {label.Value:N0}")));
}
