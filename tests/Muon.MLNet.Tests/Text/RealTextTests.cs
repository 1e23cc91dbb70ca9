using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text;

/// <summary>Texts that people wrote, as ML.NET's own loader reads them.</summary>
[TestClass]
public sealed class RealTextTests
{
    private readonly MLContext _context = new(seed: 1);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Intents_AreLearnedFromScratch_WithTheDefaults()
    {
        IDataView train = Requests("train"), test = Requests("test");

        ITransformer model = Sentences.Pipeline(_context, new MuonTextClassificationTrainer.Options { Seed = 1 }).Fit(train);

        double accuracy = _context.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy;
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"10 intents of CLINC150: {accuracy:F4}"));
        Assert.IsGreaterThan(0.93, accuracy);
    }

    [TestMethod]
    public void AllIntents_SavedWithTheDefaults_TakeLessThan20MB()
    {
        if (!TestLength.IsLong)
        {
            Assert.Inconclusive("MUON_TEST_LONG=1 runs it.");
        }

        IDataView train = Requests("train", classes: 150);
        ITransformer model = Sentences.Pipeline(_context, new MuonTextClassificationTrainer.Options { Seed = 1, MaxEpochs = 1 }).Fit(train);
        string path = Path.Combine(Directory.CreateTempSubdirectory("muon").FullName, "model.zip");
        _context.Model.Save(model, train.Schema, path);

        long bytes = new FileInfo(path).Length;
        for (int round = 0; round < 3; round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            ITransformer loaded = _context.Model.LoadMuon(path, out _);
            TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CLINC150: {bytes / 1e6:F1} MB, loaded in {clock.Elapsed.TotalMilliseconds:F0} ms"));
            (loaded as IDisposable)?.Dispose();
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.IsLessThan(20_000_000, bytes);
    }

    [TestMethod]
    public void LanguageDetection_IsReadWithQuotesAndLineBreaks_AndLearned()
    {
        IDataView data = _context.Data.LoadFromTextFile(
            Path.Combine(TestPaths.RequireData("language-detection"), "language-detection.csv"),
            new TextLoader.Options
            {
                Columns = [new TextLoader.Column("Sentence", DataKind.String, 0), new TextLoader.Column("Label", DataKind.String, 1)],
                Separators = [','],
                HasHeader = true,
                AllowQuoting = true,
                ReadMultilines = true,
            });
        string[] texts = [.. data.GetColumn<string>("Sentence")], labels = [.. data.GetColumn<string>("Label")];
        Assert.HasCount(10_337, texts);
        Assert.HasCount(17, labels.Distinct());
        Assert.AreEqual(63, labels.Count(label => label == "Hindi"));
        Assert.IsGreaterThanOrEqualTo(30, texts.Count(text => text.Contains('\n', StringComparison.Ordinal)));

        // Every eighth text is learned from, some others are the test: enough for a language.
        IDataView Part(int rest, int step) => _context.Data.LoadFromEnumerable(texts.Zip(labels).Where((_, i) => i % step == rest).Select(pair => new Sentence { First = pair.First, Label = pair.Second }));
        ITransformer model = Sentences.Pipeline(_context, new MuonTextClassificationTrainer.Options { Seed = 1, MaxEpochs = 5, NGrams = { Width = 32, Hidden = 64 } }).Fit(Part(0, 8));
        double accuracy = _context.MulticlassClassification.Evaluate(model.Transform(Part(3, 16))).MicroAccuracy;
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"languages: {accuracy:F4}"));
        Assert.IsGreaterThan(0.9, accuracy);
    }

    [TestMethod]
    public void SmsSpam_IsReadWithLooseQuotes_AndLearned()
    {
        IDataView data = _context.Data.LoadFromTextFile(
            Path.Combine(TestPaths.RequireData("sms-spam"), "SMSSpamCollection"),
            new TextLoader.Options
            {
                Columns = [new TextLoader.Column("Label", DataKind.String, 0), new TextLoader.Column("Sentence", DataKind.String, 1)],
                Separators = ['\t'],
            });
        string[] labels = [.. data.GetColumn<string>("Label")];
        Assert.HasCount(5_574, labels);
        Assert.AreEqual(747, labels.Count(label => label == "spam"));
        Assert.AreEqual(4_827, labels.Count(label => label == "ham"));

        IDataView few = _context.Data.TakeRows(data, 1_500);
        ITransformer model = Sentences.Pipeline(_context, new MuonTextClassificationTrainer.Options { Seed = 1, MaxEpochs = 4, NGrams = { Width = 32, Hidden = 64 } }).Fit(few);
        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(model.Transform(_context.Data.TakeRows(_context.Data.SkipRows(data, 4_000), 600)));
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"spam: {metrics.MicroAccuracy:F4}, macro {metrics.MacroAccuracy:F4}"));
        Assert.IsGreaterThan(0.96, metrics.MicroAccuracy);
        Assert.IsGreaterThan(0.88, metrics.MacroAccuracy);
    }

    private IDataView Requests(string split, int classes = 10) => _context.Data.LoadFromEnumerable(Intents.Read(split, classes));
}
