using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images;

/// <summary>Training, saving and predicting on columns of picture files.</summary>
[TestClass]
public sealed class PictureFileTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly PictureFiles _files = new();

    [TestCleanup]
    public void DeleteFiles() => _files.Dispose();

    [TestMethod]
    public void AFolder_TrainsPredictsAndComesBackFromAFile()
    {
        _files.DarkAndBright(40);
        IDataView data = _context.Data.LoadImagesFromFolder(_files.Folder);
        string path = Path.Combine(_files.Folder, "model.zip");

        ITransformer model = Pipeline("ImagePath").Fit(data);
        _context.Model.Save(model, data.Schema, path);
        MLContext fresh = new();
        ITransformer loaded = fresh.Model.Load(path, out DataViewSchema schema);
        ITransformer live = fresh.Model.LoadMuon(path, out _);

        Assert.AreEqual(1, _context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
        Assert.AreEqual(TextDataViewType.Instance, schema["ImagePath"].Type);
        float[][] expected = Scores(model.Transform(data));
        AssertClose(expected, Scores(loaded.Transform(data)));
        AssertClose(expected, Scores(live.Transform(data)));
        CollectionAssert.AreEqual(
            model.Transform(data).GetColumn<string>("PredictedLabel").ToArray(), loaded.Transform(data).GetColumn<string>("PredictedLabel").ToArray());
    }

    [TestMethod]
    public void EncodedBytesAndImages_TrainAndComeBackFromAFile()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(_files.DarkAndBright(24));
        IEstimator<ITransformer>[] loaders =
        [
            _context.Transforms.LoadRawImageBytes("Picture", "", nameof(PathRow.Path)),
            _context.Transforms.LoadImages("Picture", "", nameof(PathRow.Path)),
        ];
        foreach (IEstimator<ITransformer> loader in loaders)
        {
            ITransformer model = loader.Append(Pipeline("Picture")).Fit(rows);
            string path = Path.Combine(_files.Folder, "model.zip");
            _context.Model.Save(model, rows.Schema, path);

            ITransformer loaded = new MLContext().Model.Load(path, out _);

            AssertClose(Scores(model.Transform(rows)), Scores(loaded.Transform(rows)));
            Assert.AreEqual(1, _context.MulticlassClassification.Evaluate(model.Transform(rows)).MicroAccuracy);
        }
    }

    [TestMethod]
    public void PredictionEngine_TakesAPath()
    {
        List<PathRow> rows = _files.DarkAndBright(24);
        ITransformer model = Pipeline(nameof(PathRow.Path)).Fit(_context.Data.LoadFromEnumerable(rows));
        using PredictionEngine<PathRow, PathPrediction> engine = _context.Model.CreatePredictionEngine<PathRow, PathPrediction>(model);

        Assert.AreEqual("bright", engine.Predict(new PathRow { Path = _files.Write("other.jpg", 51, 34, 215) }).PredictedLabel);
        Assert.AreEqual("dark", engine.Predict(new PathRow { Path = _files.Write("other.webp", 20, 90, 25) }).PredictedLabel);
    }

    [TestMethod]
    public void ABadPicture_AtPrediction_IsRefusedByName()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(_files.DarkAndBright(12));
        ITransformer model = Pipeline(nameof(PathRow.Path)).Fit(rows);
        IDataView bad = _context.Data.LoadFromEnumerable([new PathRow { Path = _files.WriteBytes("bad.jpg", 1, 2, 3), Label = "dark" }]);

        Exception error = Assert.Throws<InvalidOperationException>(() => Scores(model.Transform(bad)));

        // ML.NET wraps what a getter throws.
        List<Exception> chain = [error];
        while (chain[^1].InnerException is { } inner)
        {
            chain.Add(inner);
        }

        Assert.IsTrue(chain.Exists(link => link is InvalidOperationException && link.Message.Contains("bad.jpg", StringComparison.Ordinal)), error.ToString());
    }

    [TestMethod]
    public void ABadPicture_AtPrediction_GivesNoScores_WhenSkipped_AndEvaluateLeavesItOut()
    {
        List<PathRow> rows = _files.DarkAndBright(12);
        ITransformer model = Pipeline(nameof(PathRow.Path), options => options.OnBadImage = BadImageAction.Skip).Fit(_context.Data.LoadFromEnumerable(rows));
        rows.Insert(4, new PathRow { Path = _files.WriteBytes("bad.jpg", 1, 2, 3), Label = "dark" });
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        string path = Path.Combine(_files.Folder, "model.zip");
        _context.Model.Save(model, data.Schema, path);

        foreach (ITransformer each in new[] { model, new MLContext().Model.Load(path, out _) })
        {
            float[][] scores = Scores(each.Transform(data));
            Assert.HasCount(13, scores);
            Assert.IsTrue(Array.TrueForAll(scores[4], float.IsNaN));
            Assert.AreEqual(12, scores.Count(score => float.IsFinite(score[0])));
            Assert.AreEqual("", each.Transform(data).GetColumn<string>("PredictedLabel").ElementAt(4));
            Assert.AreEqual(12, _context.MulticlassClassification.Evaluate(each.Transform(data)).ConfusionMatrix.Counts.Sum(row => row.Sum()), 1e-9);
        }
    }

    [TestMethod]
    public void TestTimeFlip_GivesAPictureAndItsMirrorImageTheSameScores()
    {
        List<PathRow> rows = _files.DarkAndBright(12);
        ITransformer model = Pipeline(nameof(PathRow.Path), options => options.TestTimeFlip = true).Fit(_context.Data.LoadFromEnumerable(rows));
        string left = _files.Write("left.png", 20, 20, 60, contrast: 90);
        string right = Mirrored(left);

        float[][] scores = Scores(model.Transform(_context.Data.LoadFromEnumerable([new PathRow { Path = left }, new PathRow { Path = right }])));

        AssertClose([scores[0]], [scores[1]]);
    }

    [TestMethod]
    public void Fit_TwiceWithOneSeed_GivesTheSameWeights_WithDropoutAugmentationAndAveraging()
    {
        IDataView rows = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(_files.DarkAndBright(20, side: 32)));
        byte[] Train()
        {
            using MuonImageClassificationTransformer model = new MLContext(seed: 3).MulticlassClassification.Trainers.MuonImageClassification(Options(nameof(PathRow.Path), options =>
            {
                options.Architecture = ImageArchitecture.SmallResNet;
                options.Augmentation = ImageAugmentation.Strong;
                options.WeightAveraging = 0.9;
                options.ValidationFraction = 0.2;
                options.BatchSize = 8;
            })).Fit(rows);
            using MemoryStream stream = new();
            new MLContext().Model.Save(model, rows.Schema, stream);
            return [.. Scores(model.Transform(rows)).SelectMany(score => score).SelectMany(BitConverter.GetBytes)];
        }

        CollectionAssert.AreEqual(Train(), Train());
    }

    [TestMethod]
    public void Fit_TwiceWithOneSeed_GivesTheSameWeights_WithDropoutInANetworkOfOnesOwn()
    {
        IDataView rows = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(_files.DarkAndBright(20, side: 8)));
        float[] Train(int seed, long noise)
        {
            manual_seed(noise);
            nn.Module<Tensor, Tensor>? built = null;
            using MuonImageClassificationTransformer model = new MLContext().MulticlassClassification.Trainers.MuonImageClassification(Options(nameof(PathRow.Path), options =>
            {
                options.Architecture = ImageArchitecture.Custom;
                options.CustomNetwork = classes => built = nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, classes));
                options.Seed = seed;

                // What else the program draws meanwhile.
                options.OnStep = _ => rand(7).Dispose();
            })).Fit(rows);
            return [.. built!.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
        }

        float[] first = Train(seed: 3, noise: 1);
        CollectionAssert.AreEqual(first, Train(seed: 3, noise: 2));
        CollectionAssert.AreNotEqual(first, Train(seed: 4, noise: 1));
    }

    [TestMethod]
    public void Explain_GivesAPictureOfTheNetworksSize_ForAnyClass()
    {
        List<PathRow> rows = _files.DarkAndBright(12, side: 30);
        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Options(nameof(PathRow.Path)))
            .Fit(Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(rows)));

        using MLImage predicted = model.Explain(rows[0].Path);
        using MLImage source = MLImage.CreateFromFile(rows[1].Path);
        using MLImage named = model.Explain(source, "bright");

        Assert.AreEqual((30, 30), (predicted.Width, predicted.Height));
        Assert.AreEqual((30, 30), (named.Width, named.Height));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => model.Explain(rows[0].Path, "green")).Message, "dark, bright");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => model.Explain(Path.Combine(_files.Folder, "none.jpg"))).Message, "none.jpg");
    }

    [TestMethod]
    public void ANetworkOfOnesOwn_IsTrainedSavedAndFoundByItsName()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(_files.DarkAndBright(24, side: 8));
        string name = nameof(ANetworkOfOnesOwn_IsTrainedSavedAndFoundByItsName);
        static nn.Module<Tensor, Tensor> Network(int classes) => nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 16), nn.ReLU(), nn.Linear(16, classes));
        ITransformer model = Pipeline(nameof(PathRow.Path), options =>
        {
            options.Architecture = ImageArchitecture.Custom;
            options.CustomNetwork = Network;
            options.CustomNetworkName = name;
        }).Fit(rows);
        string path = Path.Combine(_files.Folder, "model.zip");
        _context.Model.Save(model, rows.Schema, path);

        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => new MLContext().Model.LoadMuon(path, out _)).GetBaseException().Message, "MuonNetworks.Register");
        MuonNetworks.Register(name, Network);

        AssertClose(Scores(model.Transform(rows)), Scores(new MLContext().Model.LoadMuon(path, out _).Transform(rows)));
    }

    private EstimatorChain<Microsoft.ML.Transforms.KeyToValueMappingTransformer> Pipeline(string column, Action<MuonImageClassificationTrainer.Options>? change = null) =>
        Stripes.Pipeline(_context, Options(column, change));

    private static MuonImageClassificationTrainer.Options Options(string column, Action<MuonImageClassificationTrainer.Options>? change = null) => Stripes.Options(options =>
    {
        options.ImageColumnName = column;
        options.MaxEpochs = 5;
        options.BatchSize = 8;
        change?.Invoke(options);
    });

    private string Mirrored(string path)
    {
        using MLImage image = MLImage.CreateFromFile(path);
        byte[] pixels = new byte[image.Pixels.Length];
        for (int i = 0; i < pixels.Length / 4; i++)
        {
            int to = (i / image.Width * image.Width) + image.Width - 1 - (i % image.Width);
            image.Pixels.Slice(i * 4, 4).CopyTo(pixels.AsSpan(to * 4));
        }

        string mirrored = Path.Combine(_files.Folder, "mirrored.png");
        using MLImage other = MLImage.CreateFromPixels(image.Width, image.Height, image.PixelFormat, pixels);
        other.Save(mirrored);
        return mirrored;
    }

    private static float[][] Scores(IDataView view) => [.. view.GetColumn<float[]>("Score")];

    private static void AssertClose(float[][] expected, float[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            for (int k = 0; k < expected[i].Length; k++)
            {
                Assert.AreEqual(expected[i][k], actual[i][k], 1e-5f);
            }
        }
    }
}
