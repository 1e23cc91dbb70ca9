using Microsoft.ML;

namespace Muon.MLNet.Extensions.Tests.TestData;

/// <summary>Trained models and their files.</summary>
internal static class Models
{
    private static readonly Dictionary<int, byte[]> Trained = [];

    /// <summary>Stripes, trained with a seed: models of two seeds give different scores.</summary>
    public static string SaveStripes(string folder, int seed)
    {
        string path = Path.Combine(folder, $"stripes-{seed}.zip");
        if (!Trained.TryGetValue(seed, out byte[]? bytes))
        {
            MLContext context = new(seed: 1);
            IDataView view = Stripes.View(context, 60);
            using var model = Stripes.Pipeline(context, Stripes.Options(options => (options.Seed, options.MaxEpochs) = (seed, 1))).Fit(view);
            context.Model.Save(model, view.Schema, path);
            Trained[seed] = File.ReadAllBytes(path);
            return path;
        }

        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The scores that a prediction engine gives for pictures.</summary>
    public static float[][] EngineScores(string modelFile, IEnumerable<Picture> pictures)
    {
        MLContext context = new(seed: 1);
        ITransformer model = context.Model.LoadMuon(modelFile, out _);
        using PredictionEngine<Picture, PredictedStripes> engine = context.Model.CreatePredictionEngine<Picture, PredictedStripes>(model);
        return [.. pictures.Select(picture => engine.Predict(picture).Score)];
    }

    /// <summary>Puts a file in the place of another one by a rename, as a careful writer does.</summary>
    public static void Replace(string path, string by)
    {
        string beside = path + ".new";
        File.Copy(by, beside, overwrite: true);
        File.SetLastWriteTimeUtc(beside, DateTime.UtcNow);
        File.Move(beside, path, overwrite: true);
    }

    public static void AssertClose(float[] expected, float[] actual, string what = "")
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-5f, what);
        }
    }

    public static bool IsClose(float[] expected, float[] actual) => expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() <= 1e-5f;
}
