using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class TextModelFileTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    public static IEnumerable<object?[]> Models => Enum.GetValues<TextArchitecture>().Where(architecture => architecture is not TextArchitecture.Auto)
        .SelectMany(architecture => new[] { null, "Sentence2" }.Select(second => new object?[] { architecture, second }));

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void Load_InAFreshContext_GivesTheSamePredictions(TextArchitecture architecture, string? second)
    {
        MuonNetworks.RegisterText(BagOfTokens.RegisteredName, shape => new BagOfTokens(shape));
        IDataView data = View(second);
        ITransformer model = Fit(architecture, second, data);
        string path = Save(model, data.Schema);

        MLContext fresh = new();
        ITransformer loaded = fresh.Model.Load(path, out DataViewSchema schema), live = fresh.Model.LoadMuon(path, out _);

        Assert.IsNotNull(schema.GetColumnOrNull("Sentence"));
        AssertSamePredictions(model.Transform(data), loaded.Transform(data));
        AssertSamePredictions(model.Transform(data), live.Transform(data));
        Assert.IsNull(loaded.Transform(data).Schema.FirstOrDefault(column => column.Name.StartsWith("__", StringComparison.Ordinal)).Name);
        MuonTextClassificationTransformer transformer = Flatten(live).OfType<MuonTextClassificationTransformer>().Single();
        CollectionAssert.AreEqual(Sentences.Names, transformer.ClassNames.ToArray());
        Assert.IsNull(transformer.Routing);
        VBuffer<ReadOnlyMemory<char>> names = default;
        live.Transform(data).Schema["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(Sentences.Names, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("Sentence2")]
    public void Load_ThenPredictionEngine(string? second)
    {
        IDataView data = View(second);
        ITransformer model = Fit(TextArchitecture.NGram, second, data);
        float[][] expected = Sentences.Scores(model, data);

        MLContext fresh = new();
        using PredictionEngine<Sentence, PredictedSentence> engine = fresh.Model.CreatePredictionEngine<Sentence, PredictedSentence>(fresh.Model.Load(Save(model, data.Schema), out _));

        int row = 0;
        foreach (Sentence sentence in Rows(second))
        {
            PredictedSentence prediction = engine.Predict(sentence);
            Assert.AreEqual(0, prediction.Score.Zip(expected[row++], (a, b) => Math.Abs(a - b)).Max(), 1e-5);
            CollectionAssert.Contains(Sentences.Names, prediction.PredictedLabel);
        }
    }

    [TestMethod]
    public void LoadMuon_SavesAgain_AndLoadsAgain()
    {
        IDataView data = View(second: null);
        ITransformer model = Fit(TextArchitecture.NGram, second: null, data);
        ITransformer once = _context.Model.LoadMuon(Save(model, data.Schema), out DataViewSchema schema);
        ITransformer twice = _context.Model.LoadMuon(Save(once, schema), out _);

        AssertSamePredictions(model.Transform(data), twice.Transform(data));
    }

    [TestMethod]
    public void LoadMuon_OfATableInHalfPrecision_PredictsTheSameBits()
    {
        IDataView data = View(second: null);
        ITransformer model = Fit(TextArchitecture.NGram, second: null, data);

        string path = Save(model, data.Schema);

        MuonTextClassificationTransformer live = Flatten(_context.Model.LoadMuon(path, out _)).OfType<MuonTextClassificationTransformer>().Single();
        IDataView keyed = Sentences.Keyed(_context, 24);
        float[][] before = Sentences.Scores(Flatten(model).OfType<MuonTextClassificationTransformer>().Single(), keyed), after = Sentences.Scores(live, keyed);
        CollectionAssert.AreEqual(before.SelectMany(score => score).ToArray(), after.SelectMany(score => score).ToArray());
    }

    [TestMethod]
    public void Load_TakesEmptyAndMissingTexts()
    {
        IDataView data = View("Sentence2");
        ITransformer model = Fit(TextArchitecture.Encoder, "Sentence2", data);
        IDataView odd = _context.Data.LoadFromEnumerable([new Sentence { First = null, Second = null }, new Sentence { First = "", Second = "x" }, new Sentence { First = "\0", Second = null }]);

        ITransformer loaded = _context.Model.Load(Save(model, data.Schema), out _);

        AssertSamePredictions(model.Transform(odd), loaded.Transform(odd));
    }

    [TestMethod]
    public void Save_RefusesANetworkOfTheUsersOwnWithoutAName()
    {
        IDataView data = Sentences.Keyed(_context, 16);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Custom, o => (o.CustomNetworkName, o.MaxEpochs) = (null, 1)));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Save(model, data.Schema));

        StringAssert.Contains(error.Message, "CustomNetworkName");
    }

    [TestMethod]
    public void Load_OfANetworkOfTheUsersOwn_ThatIsNotRegistered_SaysWhatToDo()
    {
        IDataView data = Sentences.Keyed(_context, 16);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Custom, o => (o.CustomNetworkName, o.MaxEpochs) = ("tests.nobody-knows", 1)));
        string path = Save(model, data.Schema);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => _context.Model.LoadMuon(path, out _));

        StringAssert.Contains(error.Message, "MuonNetworks.RegisterText(\"tests.nobody-knows\"");
    }

    [TestMethod]
    public void Save_AfterDispose_Fails_AndSaysWhy()
    {
        IDataView data = Sentences.Keyed(_context, 16);
        MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(change: o => o.MaxEpochs = 1));
        model.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => Save(model, data.Schema));
    }

    private static List<Sentence> Rows(string? second) => second is null ? Sentences.List(24) : Sentences.Pairs(24);

    private static IEnumerable<ITransformer> Flatten(ITransformer model) => model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    /// <summary>Rows scored alone and rows scored in a batch may differ in the last bits.</summary>
    private static void AssertSamePredictions(IDataView expected, IDataView actual)
    {
        float[] first = [.. expected.GetColumn<float[]>("Score").SelectMany(score => score)], second = [.. actual.GetColumn<float[]>("Score").SelectMany(score => score)];
        Assert.HasCount(first.Length, second);
        Assert.AreEqual(0, first.Zip(second, (a, b) => Math.Abs(a - b)).Max(), 1e-5);
        CollectionAssert.AreEqual(expected.GetColumn<string>("PredictedLabel").ToArray(), actual.GetColumn<string>("PredictedLabel").ToArray());
    }

    private IDataView View(string? second) => _context.Data.LoadFromEnumerable(Rows(second));

    private ITransformer Fit(TextArchitecture architecture, string? second, IDataView data)
    {
        using TinyBert bert = new();
        void Change(MuonTextClassificationTrainer.Options options) => (options.MaxEpochs, options.Sentence2ColumnName) = (3, second);
        return Sentences.Pipeline(_context, architecture is TextArchitecture.Bert ? bert.Options(Change) : Sentences.Options(architecture, Change)).Fit(data);
    }

    private string Save(ITransformer model, DataViewSchema schema)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.zip");
        _context.Model.Save(model, schema, path);
        return path;
    }
}
