using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Extensions.Tests.TestData;
using ModelFiles = Muon.MLNet.Extensions.Tests.TestData.Models;

namespace Muon.MLNet.Extensions.Tests.Batching;

/// <summary>Beside the prediction engine, whose predictions these have to be.</summary>
[TestClass]
public sealed class PredictionsTests
{
    [TestMethod]
    public async Task PicturesAreClassifiedAsByTheEngine()
    {
        using PictureFiles files = new();
        string file = ModelFiles.SaveStripes(files.Folder, seed: 1);
        List<Picture> pictures = Stripes.Pictures(200, seed: 7);
        MLContext context = new(seed: 1);
        float[][] expected = ModelFiles.EngineScores(file, pictures);

        using SwappableModel model = new(context, file);
        await using BatchingPredictor<Picture, PredictedStripes> predictor = new(context, model);
        ModelPrediction<PredictedStripes>[] actual = await Task.WhenAll(pictures.Select(picture => Task.Run(() => predictor.PredictWithModelAsync(picture))));

        for (int i = 0; i < actual.Length; i++)
        {
            ModelFiles.AssertClose(expected[i], actual[i].Prediction.Score);
            Assert.AreEqual(Stripes.Names[Array.IndexOf(expected[i], expected[i].Max())], actual[i].Prediction.PredictedLabel);
            Assert.AreEqual(1, actual[i].Model.Version);
        }
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    public async Task TextsAreClassifiedAsByTheEngine(TextArchitecture architecture)
    {
        MLContext context = new(seed: 1);
        List<Sentence> sentences = [.. Sentences.List(80, seed: 3), new Sentence { First = "" }, new Sentence { First = new string('x', 3_000) }];
        using var model = Sentences.Pipeline(context, Sentences.Options(architecture, options => options.MaxEpochs = 1)).Fit(Sentences.View(context));
        using PredictionEngine<Sentence, PredictedSentence> engine = context.Model.CreatePredictionEngine<Sentence, PredictedSentence>(model, new PredictionEngineOptions { OwnsTransformer = false });
        PredictedSentence[] expected = [.. sentences.Select(engine.Predict)];

        await using BatchingPredictor<Sentence, PredictedSentence> predictor = new(context, model);
        PredictedSentence[] actual = await Task.WhenAll(sentences.Select(sentence => Task.Run(() => predictor.PredictAsync(sentence))));

        for (int i = 0; i < actual.Length; i++)
        {
            ModelFiles.AssertClose(expected[i].Score, actual[i].Score, sentences[i].First!);
            Assert.AreEqual(expected[i].PredictedLabel, actual[i].PredictedLabel);
        }
    }

    [TestMethod]
    public async Task ARowAloneHasTheVeryBitsOfTheEngine()
    {
        using PictureFiles files = new();
        string file = ModelFiles.SaveStripes(files.Folder, seed: 1);
        List<Picture> pictures = Stripes.Pictures(20, seed: 8);
        MLContext context = new(seed: 1);
        using SwappableModel model = new(context, file);
        await using BatchingPredictor<Picture, PredictedStripes> predictor = new(context, model);
        float[][] expected = ModelFiles.EngineScores(file, pictures);

        for (int i = 0; i < pictures.Count; i++)
        {
            CollectionAssert.AreEqual(expected[i], (await predictor.PredictAsync(pictures[i])).Score);
        }
    }

    [TestMethod]
    public async Task PicturesThatCannotBeReadFailAloneAndTheOthersStayRight()
    {
        using PictureFiles files = new();
        MLContext context = new(seed: 1);
        List<PathRow> rows = files.DarkAndBright(24);
        IDataView view = context.Data.LoadFromEnumerable(rows);
        MuonImageClassificationTrainer.Options options = new() { ImageColumnName = "Path", MaxEpochs = 1, Seed = 1, ImageWidth = 16, ImageHeight = 16, Architecture = ImageArchitecture.SmallConvNet };
        using var model = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.MuonImageClassification(options))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(view);
        using PredictionEngine<PathRow, PredictedStripes> engine = context.Model.CreatePredictionEngine<PathRow, PredictedStripes>(model, new PredictionEngineOptions { OwnsTransformer = false });
        float[][] expected = [.. rows.Select(row => engine.Predict(row).Score)];
        string noise = files.WriteBytes("noise.jpg", [.. Enumerable.Range(0, 999).Select(i => (byte)(i * 37))]);

        await using BatchingPredictor<PathRow, PredictedStripes> predictor = new(context, model);
        for (int round = 0; round < 5; round++)
        {
            Task<PredictedStripes>[] good = new Task<PredictedStripes>[rows.Count];
            List<Task<PredictedStripes>> bad = [];
            for (int i = 0; i < rows.Count; i++)
            {
                good[i] = predictor.PredictAsync(rows[i]);
                bad.AddRange(i % 5 == round ? [predictor.PredictAsync(new PathRow { Path = noise }), predictor.PredictAsync(new PathRow { Path = "nowhere.png" })] : []);
            }

            for (int i = 0; i < rows.Count; i++)
            {
                ModelFiles.AssertClose(expected[i], (await good[i]).Score);
            }

            for (int i = 0; i < bad.Count; i++)
            {
                InvalidOperationException error = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => bad[i]);
                Assert.Contains(i % 2 == 0 ? "noise.jpg" : "nowhere.png", error.Message);
            }
        }
    }
}
