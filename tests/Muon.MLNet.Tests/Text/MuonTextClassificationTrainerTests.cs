using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Text;

[TestClass]
public sealed class MuonTextClassificationTrainerTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    [DataRow(TextArchitecture.Custom)]
    [DataRow(TextArchitecture.Bert)]
    public void Fit_LearnsTheTask_WithEveryArchitecture(TextArchitecture architecture)
    {
        using TinyBert bert = new();
        ITransformer model = Sentences.Pipeline(_context, Options(architecture, bert)).Fit(Sentences.View(_context, 96));

        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(model.Transform(Sentences.View(_context, 60, seed: 2)), topKPredictionCount: 2);

        Assert.IsGreaterThan(0.8, metrics.MicroAccuracy);
        Assert.IsGreaterThanOrEqualTo(metrics.MicroAccuracy, metrics.TopKAccuracy);
        StringAssert.Contains(metrics.ConfusionMatrix.GetFormattedConfusionTable(), "travel");
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    [DataRow(TextArchitecture.Custom)]
    [DataRow(TextArchitecture.Bert)]
    public void Fit_TwiceWithOneSeed_GivesTheSamePredictionsBitForBit(TextArchitecture architecture)
    {
        using TinyBert bert = new();
        float[][] Scores(int seed)
        {
            MLContext context = new(seed);
            IDataView data = Sentences.Keyed(context, 24);
            using MuonTextClassificationTransformer model = Sentences.Fit(context, data, Options(architecture, bert, options => (options.Seed, options.MaxEpochs, options.TokenDropout) = (null, 2, 0.2)));
            return Sentences.Scores(model, data);
        }

        float[] first = [.. Scores(5).SelectMany(row => row)];

        CollectionAssert.AreEqual(first, Scores(5).SelectMany(row => row).ToArray());
        CollectionAssert.AreNotEqual(first, Scores(6).SelectMany(row => row).ToArray());
    }

    [TestMethod]
    public void Fit_TheSameTrainerTwice_GivesTheSameModel()
    {
        IDataView data = Sentences.Keyed(_context, 24);
        MuonTextClassificationTrainer trainer = _context.MulticlassClassification.Trainers.MuonTextClassification(Sentences.Options(change: options => options.Seed = null));

        using MuonTextClassificationTransformer first = trainer.Fit(data), second = trainer.Fit(data);

        CollectionAssert.AreEqual(Sentences.Scores(first, data)[0], Sentences.Scores(second, data)[0]);
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    [DataRow(TextArchitecture.Bert)]
    public void Pairs_AreClassifiedByTheirSecondText(TextArchitecture architecture)
    {
        using TinyBert bert = new();
        IDataView train = Sentences.Keyed(_context, Sentences.Pairs(240));
        MuonTextClassificationTrainer.Options Pairs(string? second) => Options(architecture, bert, options => options.Sentence2ColumnName = second);
        double Accuracy(string? second)
        {
            using MuonTextClassificationTransformer model = Sentences.Fit(_context, train, Pairs(second));
            return _context.MulticlassClassification.Evaluate(model.Transform(train)).MicroAccuracy;
        }

        Assert.IsGreaterThan(0.8, Accuracy("Sentence2"));
    }

    [TestMethod]
    public void OneTextOfAPair_DoesNotTellTheClass()
    {
        ITransformer model = Sentences.Pipeline(_context).Fit(_context.Data.LoadFromEnumerable(Sentences.Pairs(240)));

        double accuracy = _context.MulticlassClassification.Evaluate(model.Transform(_context.Data.LoadFromEnumerable(Sentences.Pairs(80, seed: 2)))).MicroAccuracy;

        Assert.IsLessThan(0.5, accuracy, "otherwise the test of pairs shows nothing");
    }

    [TestMethod]
    public void Auto_IsNGrams_AndBertWithPretrainedWeights()
    {
        using TinyBert bert = new();
        IDataView data = Sentences.Keyed(_context, 16);
        List<string> messages = Messages();

        Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Auto, options => options.MaxEpochs = 1)).Dispose();
        Sentences.Fit(_context, data, bert.Options(options => (options.Architecture, options.MaxEpochs) = (TextArchitecture.Auto, 1))).Dispose();

        string[] training = [.. messages.Where(message => message.StartsWith("Training ", StringComparison.Ordinal) && message.Contains(" classes:", StringComparison.Ordinal)).Select(message => message.Split(' ')[1])];
        CollectionAssert.AreEqual(new[] { "NGramNetwork", "Bert" }, training);
    }

    [TestMethod]
    public void CrossValidate_Works()
    {
        var folds = _context.MulticlassClassification.CrossValidate(
            Sentences.Keyed(_context, 160), _context.MulticlassClassification.Trainers.MuonTextClassification(Sentences.Options()), numberOfFolds: 2);

        Assert.HasCount(2, folds);
        Assert.IsGreaterThan(0.8, folds.Average(fold => fold.Metrics.MicroAccuracy));
    }

    [TestMethod]
    public void Fit_ReportsStepsAndEpochs()
    {
        List<TrainingStepArguments> steps = [];
        List<EpochEndArguments> epochs = [];
        MuonTextClassificationTrainer.Options options = Sentences.Options(change: o => (o.OnStep, o.OnEpochEnd, o.BatchSize) = (steps.Add, epochs.Add, 15));

        Sentences.Fit(_context, Sentences.Keyed(_context, 48), options).Dispose();

        Assert.HasCount(6 * 4, steps);
        Assert.AreEqual(4, steps[0].StepsPerEpoch);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5, 6 }, epochs.Select(epoch => epoch.Epoch).ToArray());
        Assert.IsTrue(epochs.TrueForAll(epoch => epoch.ValidationLoss is null && epoch.IsBest));
        Assert.IsLessThan(epochs[0].TrainLoss, epochs[^1].TrainLoss);
        Assert.IsTrue(steps.TrueForAll(step => step.LearningRate > 0));
    }

    [TestMethod]
    public void Fit_LogsDeviceTextsRoutingAndEpochs()
    {
        List<string> messages = Messages();

        Sentences.Fit(_context, Sentences.Keyed(_context, 24), Sentences.Options(TextArchitecture.Encoder, o => o.MaxEpochs = 2)).Dispose();

        Assert.IsTrue(messages.Exists(message => message.StartsWith("Device: CPU", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Exists(message => message.Contains("on 24 texts (of ", StringComparison.Ordinal) && message.Contains("tokens, half of them", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Exists(message => message.Contains("AdamW", StringComparison.Ordinal) && message.Contains("head", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Exists(message => message.StartsWith("epoch 2/2", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    public void Fit_WithValidationSet_KeepsTheBestEpoch(TextArchitecture architecture)
    {
        IDataView view = Sentences.View(_context, 32);
        var toKey = _context.Transforms.Conversion.MapValueToKey("Label").Fit(view);
        IDataView validation = toKey.Transform(Sentences.View(_context, 40, seed: 3));
        List<EpochEndArguments> epochs = [];
        MuonTextClassificationTrainer.Options options = Sentences.Options(architecture, o =>
        {
            o.ValidationSet = validation;
            o.OnEpochEnd = epochs.Add;
            o.MaxEpochs = 5;
        });

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, toKey.Transform(view), options);

        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(model.Transform(validation));
        EpochEndArguments best = epochs.Last(epoch => epoch.IsBest);
        Assert.AreEqual(epochs.Max(epoch => epoch.ValidationAccuracy!.Value), metrics.MicroAccuracy, 1e-9);
        Assert.AreEqual(best.ValidationMacroAccuracy!.Value, metrics.MacroAccuracy, 1e-9);
        Assert.AreEqual(best.ValidationLoss!.Value, metrics.LogLoss, 1e-4);
    }

    [TestMethod]
    public void Fit_WithAFraction_KnowsTheWordsOfTheOthersAlone()
    {
        Sentence[] rows = [.. Enumerable.Range(0, 32).Select(i => new Sentence { First = $"only{i}", Label = i % 2 == 0 ? "even" : "odd" })];
        List<string> messages = Messages();
        List<EpochEndArguments> epochs = [];
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, rows), Sentences.Options(change: o =>
        {
            o.ValidationFraction = 0.25;
            o.OnEpochEnd = epochs.Add;
            o.NGrams = new NGramOptions { MinTexts = 1, WordPairs = false, MinCharacters = 0, MaxCharacters = 0, Width = 16, Hidden = 32 };
        }));

        Assert.IsTrue(messages.Exists(message => message.Contains("Validation: 8 examples", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Exists(message => message.Contains("on 24 texts", StringComparison.Ordinal)));
        Assert.IsTrue(epochs.TrueForAll(epoch => epoch.ValidationAccuracy is >= 0 and <= 1));
        float nothing = model.PredictTop("", 1)[0].Probability;
        Assert.HasCount(8, rows.Where(row => model.PredictTop(row.First!, 1)[0].Probability == nothing));
    }

    [TestMethod]
    public void Fit_StopsEarly_WhenValidationNoLongerRises()
    {
        IDataView data = Sentences.Keyed(_context, 48);
        int epochs = 0;
        MuonTextClassificationTrainer.Options options = Sentences.Options(change: o =>
        {
            o.ValidationSet = data;
            o.MaxEpochs = 100;
            o.EarlyStopping = new EarlyStopping { Patience = 2 };
            o.OnEpochEnd = _ => epochs++;
        });

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, options);

        Assert.IsLessThan(100, epochs);
        Assert.IsGreaterThan(0.9, _context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
    }

    [TestMethod]
    public void Fit_CancelledAfterSomeSteps_KeepsWhatWasLearned()
    {
        using CancellationTokenSource source = new();
        int steps = 0;
        MuonTextClassificationTrainer.Options options = Sentences.Options(change: o =>
        {
            o.CancellationToken = source.Token;
            o.OnStep = _ =>
            {
                if (++steps == 3)
                {
                    source.Cancel();
                }
            };
        });
        IDataView data = Sentences.Keyed(_context, 48);

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, options);

        Assert.AreEqual(3, steps);
        Assert.HasCount(48, Sentences.Scores(model, data));
        Assert.AreNotEqual(0.25f, Sentences.Scores(model, data)[0][0]);
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    public void Fit_CancelledBeforeTheFirstStep_Throws(TextArchitecture architecture)
    {
        MuonTextClassificationTrainer.Options options = Sentences.Options(architecture, o => o.CancellationToken = new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(() => Sentences.Fit(_context, Sentences.Keyed(_context), options));
    }

    [TestMethod]
    public void ClassWeights_TurnThePrediction_OfTextsThatTellNothing()
    {
        IDataView data = Sentences.Keyed(_context, Enumerable.Range(0, 40).Select(i => new Sentence { First = "the same text", Label = i % 4 == 0 ? "rare" : "common" }));
        float Rare(ClassWeights weights)
        {
            using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(change: o => (o.ClassWeights, o.MaxEpochs) = (weights, 12)));
            return Sentences.Scores(model, data)[0][model.ClassNames.ToList().IndexOf("rare")];
        }

        Assert.AreEqual(0.25f, Rare(ClassWeights.None), 0.1f);
        Assert.AreEqual(0.5f, Rare(ClassWeights.Balanced), 0.1f);
        Assert.IsGreaterThan(0.7f, Rare(ClassWeights.Of(new Dictionary<string, double> { ["rare"] = 20 })));
    }

    [TestMethod]
    public void BFloat16_Trains()
    {
        IDataView data = Sentences.Keyed(_context, 64);
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Encoder, o => o.Precision = TrainingPrecision.BFloat16));

        Assert.IsGreaterThan(0.6, _context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
    }

    [TestMethod]
    public void FrozenStages_KeepTheEmbeddingsOfTheFile()
    {
        using TinyBert bert = new();
        using MuonTextClassificationTransformer model = Sentences.Fit(_context, Sentences.Keyed(_context, 16), bert.Options(o => (o.FrozenStages, o.MaxEpochs) = (1, 1)));

        string[] frozen = [.. model.Routing!.Rows.Where(row => row.Rule is UpdateRule.None).Select(row => row.Path)];
        CollectionAssert.Contains(frozen, "bert.embeddings.word_embeddings.weight");
        Assert.IsTrue(Array.TrueForAll(frozen, path => path.StartsWith("bert.embeddings.", StringComparison.Ordinal)));
    }

    private static MuonTextClassificationTrainer.Options Options(TextArchitecture architecture, TinyBert bert, Action<MuonTextClassificationTrainer.Options>? change = null) =>
        architecture is TextArchitecture.Bert ? bert.Options(change) : Sentences.Options(architecture, change);

    private List<string> Messages()
    {
        List<string> messages = [];
        _context.Log += (_, e) => messages.Add(e.RawMessage);
        return messages;
    }
}
