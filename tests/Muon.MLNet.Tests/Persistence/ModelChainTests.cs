using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Persistence;

/// <summary>Chains with several models of ours among other steps, as files and streams.</summary>
[TestClass]
public sealed class ModelChainTests : IDisposable
{
    private static readonly string[] ScoreColumns = ["Score", "IntentScore", "Both"];

    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;
    private readonly IDataView _data;
    private readonly ITransformer _model;

    public ModelChainTests()
    {
        _data = _context.Data.LoadFromEnumerable(CaptionedPicture.List(60, seed: 1));
        _model = PicturesAndTexts().Fit(_data);
    }

    [TestMethod]
    public void PicturesAndTexts_InNestedChains_AmongOtherSteps_ComeBack()
    {
        string path = Path.Combine(_folder, "chain.zip");
        _context.Model.Save(_model, _data.Schema, path);

        ITransformer loaded = new MLContext().Model.Load(path, out DataViewSchema schema), live = new MLContext().Model.LoadMuon(path, out _);

        CollectionAssert.AreEqual(new[] { "Image", "Label", "Sentence", "Intent" }, schema.Select(column => column.Name).ToArray());
        AssertSame(_model.Transform(_data), loaded.Transform(_data), tolerance: 1e-5);
        AssertSame(_model.Transform(_data), live.Transform(_data), tolerance: 0);
        CollectionAssert.AreEqual(_model.Transform(_data).Schema.Select(column => column.ToString()).ToArray(), live.Transform(_data).Schema.Select(column => column.ToString()).ToArray());
        Assert.AreEqual(1, Flatten(live).OfType<MuonImageClassificationTransformer>().Count());
        Assert.AreEqual(1, Flatten(live).OfType<MuonTextClassificationTransformer>().Count());
    }

    [TestMethod]
    public void SavedAgainAndAgain_ItStaysTheSame()
    {
        ITransformer once = Reload(_model, live: true), twice = Reload(once, live: true), asSaved = Reload(Reload(twice, live: false), live: false);

        AssertSame(_model.Transform(_data), twice.Transform(_data), tolerance: 0);
        AssertSame(_model.Transform(_data), asSaved.Transform(_data), tolerance: 1e-5);
    }

    [TestMethod]
    public void SeveralOfOneKind_KeepTheirWeights()
    {
        IDataView keyed = Stripes.Keyed(_context, Stripes.View(_context, 60));
        ITransformer[] models = [.. Enumerable.Range(1, 3).Select(seed => _context.MulticlassClassification.Trainers.MuonImageClassification(Stripes.Options(options =>
        {
            (options.Seed, options.MaxEpochs) = (seed, 1);
            (options.ScoreColumnName, options.PredictedLabelColumnName) = ($"Score{seed}", $"Label{seed}");
        })).Fit(keyed))];
        TransformerChain<ITransformer> chain = new(models[0], new TransformerChain<ITransformer>(models[1], new TransformerChain<ITransformer>(models[2])));

        ITransformer live = Reload(chain, live: true, keyed.Schema);

        foreach (string column in (string[])["Score1", "Score2", "Score3"])
        {
            CollectionAssert.AreEqual(Values(chain.Transform(keyed), column), Values(live.Transform(keyed), column));
        }

        CollectionAssert.AreNotEqual(Values(live.Transform(keyed), "Score1"), Values(live.Transform(keyed), "Score2"));
    }

    [TestMethod]
    public void SaveMuon_TakesRelativePaths_OddNames_AndNoSchema()
    {
        string path = Path.Combine(Path.GetRelativePath(Environment.CurrentDirectory, _folder), "Модель ü #1.zip");

        _context.Model.SaveMuon(_model, inputSchema: null, path);
        ITransformer live = _context.Model.LoadMuon(path, out DataViewSchema schema);

        Assert.IsNull(schema);
        AssertSame(_model.Transform(_data), live.Transform(_data), tolerance: 0);
    }

    [TestMethod]
    public void AFileThatIsReplaced_LeavesTheLoadedModelAsItIs()
    {
        string path = Path.Combine(_folder, "served.zip");
        _context.Model.SaveMuon(_model, _data.Schema, path);
        ITransformer served = _context.Model.LoadMuon(path, out _);

        _context.Model.SaveMuon(PicturesAndTexts(seed: 7).Fit(_data), _data.Schema, path);

        AssertSame(_model.Transform(_data), served.Transform(_data), tolerance: 0);
        CollectionAssert.AreNotEqual(Values(_model.Transform(_data), "Score"), Values(_context.Model.LoadMuon(path, out _).Transform(_data), "Score"));
    }

    [TestMethod]
    public void OneFile_LoadedByManyThreads_PredictsAlike()
    {
        string path = Path.Combine(_folder, "many.zip");
        _context.Model.SaveMuon(_model, _data.Schema, path);
        float[] expected = Values(_model.Transform(_data), "Both");

        Parallel.For(0, 8, i =>
        {
            MLContext context = new();
            ITransformer model = i % 2 == 0 ? context.Model.LoadMuon(path, out _) : context.Model.Load(path, out _);
            float[] actual = Values(model.Transform(context.Data.LoadFromEnumerable(CaptionedPicture.List(60, seed: 1))), "Both");
            Assert.AreEqual(0, expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), 1e-5);
        });
    }

    public void Dispose()
    {
        (_model as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer model) => model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    private static float[] Values(IDataView view, string column) => [.. view.GetColumn<float[]>(column).SelectMany(row => row)];

    private static void AssertSame(IDataView expected, IDataView actual, double tolerance)
    {
        foreach (string column in ScoreColumns)
        {
            Assert.AreEqual(0, Values(expected, column).Zip(Values(actual, column), (a, b) => Math.Abs(a - b)).Max(), tolerance, column);
        }

        foreach (string column in (string[])["PredictedLabel", "PredictedIntent"])
        {
            CollectionAssert.AreEqual(expected.GetColumn<string>(column).ToArray(), actual.GetColumn<string>(column).ToArray());
        }
    }

    private IEstimator<ITransformer> PicturesAndTexts(int seed = 1)
    {
        var conversion = _context.Transforms.Conversion;
        var trainers = _context.MulticlassClassification.Trainers;
        IEstimator<ITransformer> texts = conversion.MapValueToKey("Intent")
            .Append(trainers.MuonTextClassification(Sentences.Options(change: options =>
            {
                (options.Seed, options.MaxEpochs, options.LabelColumnName) = (seed, 2, "Intent");
                (options.ScoreColumnName, options.PredictedLabelColumnName) = ("IntentScore", "PredictedIntent");
            })))
            .Append(conversion.MapKeyToValue("PredictedIntent"));
        return _context.Transforms.CopyColumns("Copy", "Image")
            .Append(conversion.MapValueToKey("Label"))
            .Append(texts)
            .Append(trainers.MuonImageClassification(Stripes.Options(options => (options.Seed, options.MaxEpochs, options.ImageColumnName) = (seed, 2, "Copy"))))
            .Append(_context.Transforms.Concatenate("Both", "Score", "IntentScore"))
            .Append(conversion.MapKeyToValue("PredictedLabel"))
            .Append(_context.Transforms.DropColumns("Copy"));
    }

    private ITransformer Reload(ITransformer model, bool live, DataViewSchema? schema = null)
    {
        using MemoryStream stream = new();
        _context.Model.Save(model, schema ?? _data.Schema, stream);
        stream.Position = 0;
        return live ? _context.Model.LoadMuon(stream, out _) : _context.Model.Load(stream, out _);
    }
}
