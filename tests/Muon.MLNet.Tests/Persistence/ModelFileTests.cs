using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class ModelFileTests
{
    private readonly MLContext _context = new(seed: 1);
    private string _folder = "";

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("muon").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Load_InAFreshContext_GivesTheSamePredictions()
    {
        IDataView data = Stripes.View(_context, 60);
        ITransformer model = Stripes.Pipeline(_context).Fit(data);
        string path = Save(model, data.Schema);

        MLContext fresh = new();
        ITransformer loaded = fresh.Model.Load(path, out DataViewSchema schema);

        Assert.IsNotNull(schema.GetColumnOrNull("Image"));
        AssertSamePredictions(model.Transform(data), loaded.Transform(data));
        MulticlassClassificationMetrics metrics = fresh.MulticlassClassification.Evaluate(loaded.Transform(data));
        Assert.AreEqual(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy, metrics.MicroAccuracy);
    }

    [TestMethod]
    public void SaveMuon_WritesWhatSaveWrites_AndAFailureLeavesTheFileBefore()
    {
        IDataView data = Stripes.View(_context, 60);
        ITransformer model = Stripes.Pipeline(_context).Fit(data);
        string path = Path.Combine(_folder, "atomic.zip");
        _context.Model.SaveMuon(model, data.Schema, path);
        AssertSamePredictions(model.Transform(data), _context.Model.Load(path, out _).Transform(data));
        byte[] before = File.ReadAllBytes(path);

        ((IDisposable)model).Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => _context.Model.SaveMuon(model, data.Schema, path));

        CollectionAssert.AreEqual(before, File.ReadAllBytes(path));
        Assert.HasCount(1, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void Load_ThenPredictionEngine()
    {
        IDataView data = Stripes.View(_context, 90);
        string path = Save(Stripes.Pipeline(_context).Fit(data), data.Schema);

        MLContext fresh = new();
        using PredictionEngine<Picture, PredictedStripes> engine = fresh.Model.CreatePredictionEngine<Picture, PredictedStripes>(fresh.Model.Load(path, out _));

        foreach (Picture picture in Stripes.Pictures(9, seed: 4))
        {
            PredictedStripes prediction = engine.Predict(picture);
            Assert.AreEqual(picture.Label, prediction.PredictedLabel);
            Assert.HasCount(3, prediction.Score);
        }
    }

    [TestMethod]
    public void LoadMuon_PutsTheLiveTransformerBack()
    {
        IDataView data = Stripes.View(_context, 60);
        ITransformer model = Stripes.Pipeline(_context).Fit(data);
        string path = Save(model, data.Schema);

        MLContext fresh = new();
        ITransformer loaded = fresh.Model.LoadMuon(path, out _);

        MuonImageClassificationTransformer live = Live(loaded);
        CollectionAssert.AreEqual(Stripes.Names, live.ClassNames.ToArray());
        Assert.AreEqual("Image", live.FeatureColumnName);
        AssertSamePredictions(model.Transform(data), loaded.Transform(data));
        VBuffer<ReadOnlyMemory<char>> names = default;
        loaded.Transform(data).Schema["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(Stripes.Names, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    public void LoadMuon_SavesAgain_AndLoadsAgain()
    {
        IDataView data = Stripes.View(_context, 60);
        ITransformer model = Stripes.Pipeline(_context).Fit(data);
        ITransformer once = _context.Model.LoadMuon(Save(model, data.Schema), out DataViewSchema schema);
        ITransformer twice = _context.Model.LoadMuon(Save(once, schema), out _);

        AssertSamePredictions(model.Transform(data), twice.Transform(data));
    }

    [TestMethod]
    public void LoadMuon_FindsSeveralModels_InNestedChains()
    {
        IDataView data = Stripes.View(_context, 60);
        IDataView keyed = Stripes.Keyed(_context, data);
        var first = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(keyed);
        var second = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            options.Seed = 2;
            options.ScoreColumnName = "Score2";
            options.PredictedLabelColumnName = "PredictedLabel2";
        })).Fit(keyed);
        TransformerChain<ITransformer> inner = new(second, _context.Transforms.CopyColumns("Again", "Score2").Fit(second.Transform(keyed)));
        TransformerChain<ITransformer> outer = new(first, inner);

        ITransformer loaded = _context.Model.LoadMuon(Save(outer, keyed.Schema), out _);

        IDataView expected = outer.Transform(keyed);
        IDataView actual = loaded.Transform(keyed);
        foreach (string column in (string[])["Score", "Score2", "Again"])
        {
            CollectionAssert.AreEqual(expected.GetColumn<float[]>(column).SelectMany(x => x).ToArray(), actual.GetColumn<float[]>(column).SelectMany(x => x).ToArray());
        }

        Assert.AreEqual(2, Flatten(loaded).OfType<MuonImageClassificationTransformer>().Count());
    }

    [TestMethod]
    public void LoadMuon_LeavesOtherModelsAlone()
    {
        IDataView data = Stripes.View(_context, 3);
        string path = Save(_context.Transforms.CopyColumns("Copy", "Image").Append(_context.Transforms.DropColumns("Label")).Fit(data), data.Schema);

        ITransformer loaded = _context.Model.LoadMuon(path, out _);

        Assert.IsNotNull(loaded.Transform(data).Schema.GetColumnOrNull("Copy"));
        Assert.AreSame(loaded, _context.Model.ActivateMuon(loaded));
    }

    [TestMethod]
    public void Save_ToStream_LeavesItOpen()
    {
        IDataView data = Stripes.View(_context, 30);
        ITransformer model = Stripes.Pipeline(_context).Fit(data);
        using MemoryStream stream = new();

        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = _context.Model.LoadMuon(stream, out _);

        AssertSamePredictions(model.Transform(data), loaded.Transform(data));
    }

    [TestMethod]
    public void Save_AModelOfImages()
    {
        IDataView data = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(Stripes.Pictures(30, seed: 1).Select(ToPhoto).ToArray()));
        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(data);
        string path = Save(model, data.Schema);

        AssertSameScores(model.Transform(data), _context.Model.Load(path, out _).Transform(data));
        AssertSameScores(model.Transform(data), _context.Model.LoadMuon(path, out _).Transform(data));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(16)]
    [DataRow(100)]
    public void Load_KeepsScoresOfAnyNumberOfClasses(int classes)
    {
        IDataView data = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(Stripes.Pictures(classes, seed: 1).Select((picture, i) => new Picture { Image = picture.Image, Label = $"class {i}" })));
        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options => options.MaxEpochs = 1)).Fit(data);

        ITransformer loaded = _context.Model.Load(Save(model, data.Schema), out _);

        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, classes), loaded.Transform(data).Schema["Score"].Type);
        AssertSameScores(model.Transform(data), loaded.Transform(data));
    }

    [TestMethod]
    public void Load_KeepsKeysWithoutValues_AndNumericValues()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Stripes.Pictures(30, seed: 1).Select((picture, i) => new KeyedPicture { Image = picture.Image, Label = (uint)(i % 3) }));
        using MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(data);
        string path = Save(model, data.Schema);

        uint[] expected = [.. model.Transform(data).GetColumn<uint>("PredictedLabel")];
        CollectionAssert.AreEqual(expected, _context.Model.Load(path, out _).Transform(data).GetColumn<uint>("PredictedLabel").ToArray());
        CollectionAssert.AreEqual(expected, _context.Model.LoadMuon(path, out _).Transform(data).GetColumn<uint>("PredictedLabel").ToArray());
    }

    [TestMethod]
    public void Load_RefusesATruncatedFile()
    {
        IDataView data = Stripes.View(_context, 30);
        string path = Save(Stripes.Pipeline(_context).Fit(data), data.Schema);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        Assert.ThrowsExactly<FormatException>(() => _context.Model.LoadMuon(path, out _));
    }

    [TestMethod]
    public void Load_RefusesAForeignFile()
    {
        string path = Path.Combine(_folder, "text.zip");
        File.WriteAllText(path, "this is no model");

        Assert.ThrowsExactly<FormatException>(() => _context.Model.LoadMuon(path, out _));
        Assert.ThrowsExactly<FileNotFoundException>(() => _context.Model.LoadMuon(Path.Combine(_folder, "none.zip"), out _));
    }

    [TestMethod]
    public void Save_AfterDispose_Fails_AndSaysWhy()
    {
        IDataView data = Stripes.Keyed(_context, Stripes.View(_context, 30));
        MuonImageClassificationTransformer model = _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options()).Fit(data);
        model.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => Save(model, data.Schema));
    }

    private static Photo ToPhoto(Picture picture) => new()
    {
        Label = picture.Label,
        Image = MLImage.CreateFromPixels(Stripes.Side, Stripes.Side, MLPixelFormat.Bgra32, [.. picture.Image.SelectMany(value => new[] { (byte)(value * 100), (byte)(value * 150), (byte)(value * 190), byte.MaxValue })]),
    };

    private static MuonImageClassificationTransformer Live(ITransformer model) => Flatten(model).OfType<MuonImageClassificationTransformer>().Single();

    private static IEnumerable<ITransformer> Flatten(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    /// <summary>Rows scored alone and rows scored in a batch may differ in the last bits.</summary>
    private static void AssertSameScores(IDataView expected, IDataView actual)
    {
        foreach ((float[] first, float[] second) in expected.GetColumn<float[]>("Score").Zip(actual.GetColumn<float[]>("Score")))
        {
            Assert.HasCount(first.Length, second);
            for (int i = 0; i < first.Length; i++)
            {
                Assert.AreEqual(first[i], second[i], 1e-5f);
            }
        }
    }

    private static void AssertSamePredictions(IDataView expected, IDataView actual)
    {
        AssertSameScores(expected, actual);
        CollectionAssert.AreEqual(expected.GetColumn<string>("PredictedLabel").ToArray(), actual.GetColumn<string>("PredictedLabel").ToArray());
    }

    private string Save(ITransformer model, DataViewSchema schema)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.zip");
        _context.Model.Save(model, schema, path);
        return path;
    }

    private sealed class KeyedPicture
    {
        [VectorType(64)]
        public float[] Image { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
