using Microsoft.ML;
using Muon.MLNet;

namespace WebApi.Tests;

/// <summary>A model of pictures and two of texts, trained once, with the scores that a prediction engine gives.</summary>
internal static class ServedModels
{
    private const int Side = 24;
    private static readonly Lazy<byte[]> s_images = new(TrainImages);
    private static readonly Dictionary<int, byte[]> s_texts = [];

    public static string SaveImages(string folder) => Save(folder, "images.zip", s_images.Value);

    /// <summary>Models of two seeds give different scores.</summary>
    public static string SaveTexts(string folder, int seed = 1)
    {
        if (!s_texts.TryGetValue(seed, out byte[]? bytes))
        {
            s_texts[seed] = bytes = TrainTexts(seed);
        }

        return Save(folder, Invariant($"texts-{seed}.zip"), bytes);
    }

    public static float[][] ImageScores(string file, IEnumerable<string> paths)
    {
        MLContext context = new(seed: 1);
        using PredictionEngine<PathRow, Models.Scores> engine = context.Model.CreatePredictionEngine<PathRow, Models.Scores>(context.Model.LoadMuon(file, out _));
        return [.. paths.Select(path => engine.Predict(new PathRow { Path = path }).Score)];
    }

    public static float[][] TextScores(string file, IEnumerable<string> texts)
    {
        MLContext context = new(seed: 1);
        using PredictionEngine<Sentence, Models.Scores> engine = context.Model.CreatePredictionEngine<Sentence, Models.Scores>(context.Model.LoadMuon(file, out _));
        return [.. texts.Select(text => engine.Predict(new Sentence { First = text }).Score)];
    }

    /// <summary>Puts a file in the place of another one by a rename, as a careful writer does.</summary>
    public static void Replace(string path, string by)
    {
        string beside = path + ".new";
        File.Copy(by, beside, overwrite: true);
        File.SetLastWriteTimeUtc(beside, DateTime.UtcNow);
        File.Move(beside, path, overwrite: true);
    }

    private static string Save(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] TrainImages()
    {
        using PictureFiles files = new();
        MLContext context = new(seed: 1);
        IDataView view = context.Data.LoadFromEnumerable(files.DarkAndBright(24));
        MuonImageClassificationTrainer.Options options = new() { ImageColumnName = "Path", MaxEpochs = 2, Seed = 1, ImageWidth = Side, ImageHeight = Side, Architecture = ImageArchitecture.SmallConvNet };
        using var model = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonImageClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(view);
        using MemoryStream stream = new();
        context.Model.Save(model, view.Schema, stream);
        return stream.ToArray();
    }

    private static byte[] TrainTexts(int seed)
    {
        MLContext context = new(seed: 1);
        IDataView view = Sentences.View(context);
        using var model = Sentences.Pipeline(context, Sentences.Options(change: options => options.Seed = seed)).Fit(view);
        using MemoryStream stream = new();
        context.Model.Save(model, view.Schema, stream);
        return stream.ToArray();
    }
}
