using Microsoft.ML;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Text;
using Muon.MLNet.Training.Continuation;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Text;

/// <summary>Fit with a previous model.</summary>
[TestClass]
public sealed class ContinueTrainingTests
{
    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void TenIntentsFromEight_KeepTheEight_AndLearnTheTwo()
    {
        Sentence[] train = Intents.Read("train"), test = Intents.Read("test");
        string[] late = [.. train.Select(row => row.Label).Distinct().Skip(8)];
        using MuonTextClassificationTransformer first = Real(5).Fit(Sentences.Keyed(_context, train.Where(row => !late.Contains(row.Label))));
        double reached = Accuracy(first, [.. test.Where(row => !late.Contains(row.Label))]);
        string before = PreviousNetwork.Fingerprint(first.Classifier);

        using MuonTextClassificationTransformer second = Real(5).Fit(Sentences.Keyed(_context, train.Reverse()), first);

        Assert.IsGreaterThan(0.9, reached);
        CollectionAssert.AreEqual(first.ClassNames.ToArray(), second.ClassNames.Take(8).ToArray());
        CollectionAssert.AreEquivalent(late, second.ClassNames.Skip(8).ToArray());
        Assert.IsGreaterThan(0.9, Accuracy(second, [.. test.Where(row => late.Contains(row.Label))]));
        Assert.IsGreaterThan(reached - 0.03, Accuracy(second, [.. test.Where(row => !late.Contains(row.Label))]));
        Assert.AreEqual(before, PreviousNetwork.Fingerprint(first.Classifier), "the previous model is as it was");
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    [DataRow(TextArchitecture.Custom)]
    public void BeforeTheFirstStep_ItPredictsWhatThePreviousModelDoes(TextArchitecture architecture)
    {
        using MuonTextClassificationTransformer first = Sentences.Fit(_context, Three(), Sentences.Options(architecture));
        PreviousTexts previous = new((TextClassifier)first.Classifier);
        MuonTextClassificationTrainer.Options complete = previous.Complete(Sentences.Options(architecture));
        TextModelConfiguration grown = previous.Configuration(complete, first.Classifier.Labels.With(LabelValues.Parse("text", 2, ["music", "new"])));
        using ClassifierNetwork network = TextModel.CreateNetwork(grown, complete.CustomNetwork);

        PreviousNetwork.CopyInto(first.Classifier, network, 4);

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        network.eval();
        ITextInput input = ((TextClassifier)first.Classifier).Input;
        Tensor texts = input.ToTensor([.. Sentences.List(12, classes: 3).Select(row => input.Encode(row.First, null))], CPU);
        Assert.AreEqual(0, (network.forward(texts).narrow(1, 0, 3) - first.Classifier.Network.forward(texts)).abs().max().ToDouble());
        CollectionAssert.AreEqual(new[] { "weather", "music", "alarm", "new" }, grown.LabelNames.ToArray());
    }

    [TestMethod]
    [DataRow(TextArchitecture.NGram)]
    [DataRow(TextArchitecture.Encoder)]
    public void TheVocabulary_IsThePreviousModels_AlsoWithDefaultOptions(TextArchitecture architecture)
    {
        using MuonTextClassificationTransformer first = Sentences.Fit(_context, Sentences.Keyed(_context, 48), Sentences.Options(architecture, options => options.MaxLength = 20));
        IDataView other = Sentences.Keyed(_context, Sentences.List(60, seed: 5));

        using MuonTextClassificationTransformer second = Trainer(new MuonTextClassificationTrainer.Options { Seed = 2, MaxEpochs = 2, BatchSize = 8 }).Fit(other, first);

        TextModelConfiguration before = ((TextClassifier)first.Classifier).Configuration, after = ((TextClassifier)second.Classifier).Configuration;
        CollectionAssert.AreEqual(before.Features, after.Features);
        CollectionAssert.AreEqual(before.Tokenizer, after.Tokenizer);
        Assert.AreEqual(before.NGrams, after.NGrams);
        Assert.AreEqual(before.Tokens, after.Tokens);
        Assert.AreEqual(before.NGramNetwork, after.NGramNetwork);
        Assert.AreEqual(before.Encoder, after.Encoder);
        Assert.IsGreaterThan(0.85, Accuracy(second, [.. Sentences.List(40, seed: 7)]));
    }

    [TestMethod]
    public void PretrainedNetworks_GoOn_AtTheLowRate_WithoutTheirFiles()
    {
        using TinyBert bert = new();
        IDataView data = Sentences.Keyed(_context, 32);
        using MuonTextClassificationTransformer first = Sentences.Fit(_context, data, bert.Options());
        List<double> rates = [];

        using MuonTextClassificationTransformer second = Trainer(new MuonTextClassificationTrainer.Options { Seed = 2, MaxEpochs = 1, BatchSize = 8, OnStep = step => rates.Add(step.LearningRate) }).Fit(data, first);
        using MuonTextClassificationTransformer third = Trainer(bert.Options(options => (options.MaxEpochs, options.VocabularyFile) = (1, bert.Vocabulary))).Fit(data, second);

        Assert.AreEqual(0.002, rates.Max(), 1e-6);
        Assert.HasCount(4, third.ClassNames);
    }

    [TestMethod]
    public void Contradictions_AreRefused_ByOptionAndBothValues()
    {
        using TinyBert bert = new();
        IDataView data = Sentences.Keyed(_context, 32);
        using MuonTextClassificationTransformer grams = Sentences.Fit(_context, data, Sentences.Options());
        using MuonTextClassificationTransformer encoder = Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Encoder, options => options.MaxEpochs = 1));

        Refused(grams, Sentences.Options(TextArchitecture.Encoder), "Architecture is NGram in the model and Encoder in the options");
        Refused(grams, bert.Options(options => options.Architecture = TextArchitecture.Auto), "Architecture is NGram in the model and Bert in the options");
        Refused(grams, Sentences.Options(change: options => (options.MaxLength, options.NGrams.Hidden, options.NGrams.WordPairs) = (50, 64, false)),
            "MaxLength is 1000 in the model and 50 in the options", "NGrams.Hidden is 32 in the model and 64 in the options", "NGrams.WordPairs is True in the model and False in the options");
        Refused(grams, Sentences.Options(change: options => options.Sentence2ColumnName = "Sentence2"), "Sentence2ColumnName is null in the model and Sentence2 in the options");
        Refused(encoder, Sentences.Options(TextArchitecture.Encoder, options => options.Encoder.LowerCase = false), "Encoder.LowerCase is True in the model and False in the options");
        Refused(encoder, Sentences.Options(TextArchitecture.Encoder, options => options.VocabularyFile = bert.Vocabulary), "VocabularyFile is another vocabulary (", "learned byte pairs) in the model", "word pieces) in the options");
        grams.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => Trainer(Sentences.Options()).Fit(data, grams));

        void Refused(MuonTextClassificationTransformer model, MuonTextClassificationTrainer.Options options, params string[] messages)
        {
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(options).Fit(data, model));
            Assert.AreEqual("previousModel", error.ParamName);
            foreach (string message in messages)
            {
                StringAssert.Contains(error.Message, message);
            }
        }
    }

    [TestMethod]
    public void ALoadedChain_GoesOn_AndOfSeveralTheOneOfTheScoreColumn()
    {
        IDataView view = Sentences.View(_context), keyed = Sentences.Keyed(_context);
        ITransformer one = Sentences.Pipeline(_context).Fit(view);
        using MemoryStream file = new();
        _context.Model.Save(one, view.Schema, file);

        using MuonTextClassificationTransformer expected = Trainer(Sentences.Options()).Fit(keyed, one);
        using MuonTextClassificationTransformer ofLoaded = Trainer(Sentences.Options()).Fit(keyed, _context.Model.Load(file, out _));
        using MuonTextClassificationTransformer other = Sentences.Fit(_context, keyed, Sentences.Options(change: options => (options.ScoreColumnName, options.PredictedLabelColumnName) = ("Other", "OtherLabel")));
        ITransformer both = new Microsoft.ML.Data.TransformerChain<ITransformer>(one, other);
        using MuonTextClassificationTransformer ofBoth = Trainer(Sentences.Options()).Fit(keyed, both);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(Sentences.Options(change: options => options.ScoreColumnName = "None")).Fit(keyed, both));

        Assert.AreEqual(PreviousNetwork.Fingerprint(expected.Classifier), PreviousNetwork.Fingerprint(ofLoaded.Classifier));
        Assert.AreEqual(PreviousNetwork.Fingerprint(expected.Classifier), PreviousNetwork.Fingerprint(ofBoth.Classifier));
        StringAssert.Contains(error.Message, "'Score', 'Other'");
    }

    [TestMethod]
    public void ItLeaksNoTensors()
    {
        IDataView keyed = Sentences.Keyed(_context);
        ITransformer chain = Sentences.Pipeline(_context).Fit(Sentences.View(_context));
        using MemoryStream file = new();
        _context.Model.Save(chain, keyed.Schema, file);
        ITransformer loaded = _context.Model.Load(file, out _);
        Trainer(Sentences.Options()).Fit(keyed, loaded).Dispose();
        long before = LiveTensors.Count();

        Trainer(Sentences.Options()).Fit(keyed, loaded).Dispose();

        Assert.AreEqual(before, LiveTensors.Count());
        GC.KeepAlive(chain);
    }

    private IDataView Three() => Sentences.Keyed(_context, Sentences.List(48, classes: 3));

    private MuonTextClassificationTrainer Trainer(MuonTextClassificationTrainer.Options options) => _context.MulticlassClassification.Trainers.MuonTextClassification(options);

    private MuonTextClassificationTrainer Real(int epochs) => Trainer(new MuonTextClassificationTrainer.Options { Seed = 1, MaxEpochs = epochs, NGrams = { Width = 32, Hidden = 64 } });

    private double Accuracy(MuonTextClassificationTransformer model, IReadOnlyList<Sentence> rows)
    {
        float[][] scores = Sentences.Scores(model, _context.Data.LoadFromEnumerable(rows));
        return Enumerable.Range(0, scores.Length).Average(i => model.ClassNames[Array.IndexOf(scores[i], scores[i].Max())] == rows[i].Label ? 1.0 : 0);
    }
}
