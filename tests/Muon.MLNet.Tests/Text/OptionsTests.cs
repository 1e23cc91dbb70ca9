using Microsoft.ML;
using Muon.MLNet.Tests.TestData;
using Options = Muon.MLNet.MuonTextClassificationTrainer.Options;

namespace Muon.MLNet.Tests.Text;

[TestClass]
public sealed class OptionsTests
{
    public static IEnumerable<object[]> OutOfRange =>
    [
        Case(nameof(Options.MaxEpochs), o => o.MaxEpochs = 0, "0", "at least 1"),
        Case(nameof(Options.BatchSize), o => o.BatchSize = -3, "-3", "at least 1"),
        Case(nameof(Options.LabelSmoothing), o => o.LabelSmoothing = 1, "1", "less than 1"),
        Case(nameof(Options.LabelColumnName), o => o.LabelColumnName = " ", "blank", "name a column"),
        Case(nameof(Options.SentenceColumnName), o => o.SentenceColumnName = null!, "null", "name a column"),
        Case(nameof(Options.Sentence2ColumnName), o => o.Sentence2ColumnName = "", "blank", "name a column"),
        Case(nameof(Options.Sentence2ColumnName), o => o.Sentence2ColumnName = o.SentenceColumnName, "'Sentence'", "must differ"),
        Case(nameof(Options.ScoreColumnName), o => o.ScoreColumnName = "", "blank", "name a column"),
        Case(nameof(Options.PredictedLabelColumnName), o => o.PredictedLabelColumnName = "", "blank", "name a column"),
        Case(nameof(Options.ScoreColumnName), o => o.ScoreColumnName = o.PredictedLabelColumnName, "'PredictedLabel'", "must differ"),
        Case(nameof(Options.Architecture), o => o.Architecture = (TextArchitecture)99, "99", "NGram, Encoder"),
        Case(nameof(Options.MaxLength), o => o.MaxLength = 7, "7", "from 8 to 32768"),
        Case(nameof(Options.MaxLength), o => o.MaxLength = 40_000, "40000", "from 8 to 32768"),
        Case(nameof(Options.TokenDropout), o => o.TokenDropout = 1, "1", "less than 1"),
        Case(nameof(Options.TokenDropout), o => o.TokenDropout = double.NaN, "NaN", "less than 1"),
        Case(nameof(Options.CustomNetwork), o => o.Architecture = TextArchitecture.Custom, "null", "CustomNetwork"),
        Case(nameof(Options.CustomNetwork), o => o.CustomNetwork = shape => new BagOfTokens(shape), "Auto", "TextArchitecture.Custom"),
        Case(nameof(Options.CustomNetworkName), o => o.CustomNetworkName = "mine", "'mine'", "needs a CustomNetwork"),
        Case(nameof(Options.CustomNetworkName), o => (o.Architecture, o.CustomNetwork, o.CustomNetworkName) = (TextArchitecture.Custom, shape => new BagOfTokens(shape), " "), "' '", "not be blank"),
        Case(nameof(Options.PretrainedWeights), o => o.Architecture = TextArchitecture.Bert, "null", "config.json"),
        Case(nameof(Options.MergesFile), o => (o.Architecture, o.MergesFile) = (TextArchitecture.Encoder, "vocab.bpe"), "'vocab.bpe'", "VocabularyFile"),
        Case(nameof(Options.DictionaryFile), o => (o.Architecture, o.VocabularyFile, o.DictionaryFile) = (TextArchitecture.Encoder, "encoder.json", "dict.txt"), "'dict.txt'", "MergesFile"),
        Case(nameof(Options.Architecture), o => o.VocabularyFile = "vocab.txt", "'vocab.txt'", "Bert, Encoder or Custom"),
        Case(nameof(Options.Architecture), o => o.PretrainedConfiguration = "config.json", "'config.json'", "Bert, Encoder or Custom"),
        Case(nameof(Options.Architecture), o => (o.Architecture, o.PretrainedWeights) = (TextArchitecture.NGram, "x.safetensors"), "'x.safetensors'", "Bert, Encoder or Custom"),
        Case(nameof(Options.PretrainedConfiguration), o => (o.Architecture, o.PretrainedConfiguration) = (TextArchitecture.Encoder, "config.json"), "'config.json'", "TextArchitecture.Bert"),
        Case(nameof(Options.PretrainedWeightsSha256), o => o.PretrainedWeightsSha256 = "abc", "'abc'", "64 hexadecimal digits"),
        Case(nameof(Options.FrozenStages), o => o.FrozenStages = 2, "2", "PretrainedWeights"),
        Case(nameof(Options.FrozenStages), o => o.FrozenStages = 65, "65", "from 0 to 64"),
        Case(nameof(Options.BackboneLearningRateRatio), o => o.BackboneLearningRateRatio = 0, "0", "above 0"),
        Case(nameof(Options.Precision), o => o.Precision = (TrainingPrecision)5, "5", "Full, BFloat16 or Automatic"),
        Case(nameof(Options.ValidationMetric), o => o.ValidationMetric = (ValidationMetric)5, "5", "Accuracy, MacroAccuracy or Loss"),
        Case(nameof(Options.ValidationFraction), o => o.ValidationFraction = 1, "1", "less than 1"),
        Case(nameof(Options.ValidationFraction), o => (o.ValidationFraction, o.ValidationSet) = (0.2, Sentences.View(new MLContext(), 4)), "0.2", "choose one"),
        Case(nameof(Options.EarlyStopping), o => o.EarlyStopping = new EarlyStopping(), "null", "ValidationSet"),
        Case(nameof(Options.WeightAveraging), o => o.WeightAveraging = 1, "1", "less than 1"),
        Case(nameof(Options.WeightAveraging), o => (o.WeightAveraging, o.Muon) = (0.9, new MuonOptions { UseEma = true }), "UseEma", "Turn one of them off"),
        Case(nameof(MuonOptions.NsSteps), o => o.Muon = new MuonOptions { NsSteps = 0 }, "0", "NsSteps"),
        Case(nameof(NGramOptions.MaxFeatures), o => o.NGrams.MaxFeatures = 0, "0", "from 1 to 16777216"),
        Case(nameof(NGramOptions.MinTexts), o => o.NGrams.MinTexts = 0, "0", "at least 1"),
        Case(nameof(NGramOptions.MinCharacters), o => o.NGrams.MinCharacters = -1, "-1", "from 0 to 16"),
        Case(nameof(NGramOptions.MaxCharacters), o => o.NGrams.MaxCharacters = 2, "2", "from 3 to 16"),
        Case(nameof(NGramOptions.MaxCharacters), o => o.NGrams.MaxCharacters = 17, "17", "from 3 to 16"),
        Case(nameof(NGramOptions.Width), o => o.NGrams.Width = 5000, "5000", "from 1 to 4096"),
        Case(nameof(NGramOptions.Hidden), o => o.NGrams.Hidden = 0, "0", "from 1 to 4096"),
        Case(nameof(NGramOptions.Depth), o => o.NGrams.Depth = 97, "97", "from 1 to 96"),
        Case(nameof(NGramOptions.Dropout), o => o.NGrams.Dropout = -0.1, "-0.1", "at least 0"),
        Case(nameof(TextEncoderOptions.VocabularySize), o => o.Encoder.VocabularySize = 299, "299", "from 300 to 1048576"),
        Case(nameof(TextEncoderOptions.Width), o => o.Encoder.Width = 0, "0", "from 1 to 4096"),
        Case(nameof(TextEncoderOptions.Depth), o => o.Encoder.Depth = 0, "0", "from 1 to 96"),
        Case(nameof(TextEncoderOptions.Heads), o => o.Encoder.Heads = 0, "0", "from 1 to 128"),
        Case(nameof(TextEncoderOptions.Heads), o => o.Encoder.Heads = 3, "128", "divide into heads"),
        Case(nameof(TextEncoderOptions.Heads), o => (o.Encoder.Width, o.Encoder.Heads) = (12, 4), "12", "of an even size"),
        Case(nameof(TextEncoderOptions.Positions), o => o.Encoder.Positions = (TextPositions)4, "4", "Rotary or Learned"),
        Case(nameof(TextEncoderOptions.Pooling), o => o.Encoder.Pooling = (TextPooling)4, "4", "Mean or First"),
        Case(nameof(TextEncoderOptions.Dropout), o => o.Encoder.Dropout = 1, "1", "less than 1"),
    ];

    private static object[] Case(string option, Action<Options> change, string value, string range) => [option, change, value, range];

    [TestMethod]
    [DynamicData(nameof(OutOfRange))]
    public void Trainer_RefusesAnOptionOutOfRange_NamingOptionValueAndRange(string option, Action<Options> change, string value, string range)
    {
        MLContext context = new();
        Options options = new();
        change(options);

        ArgumentException error = Assert.Throws<ArgumentException>(() => context.MulticlassClassification.Trainers.MuonTextClassification(options));

        Assert.AreEqual(option, error.ParamName);
        StringAssert.Contains(error.Message, option);
        StringAssert.Contains(error.Message, value);
        StringAssert.Contains(error.Message, range);
    }

    [TestMethod]
    public void Trainer_RefusesNull()
    {
        var trainers = new MLContext().MulticlassClassification.Trainers;

        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.MuonTextClassification((Options)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.MuonTextClassification(new Options { NGrams = null! }));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.MuonTextClassification(new Options { Encoder = null! }));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.MuonTextClassification(new Options { ClassWeights = null! }));
    }

    [TestMethod]
    public void Trainer_TakesTheDefaults_AndEveryOptionOfTheShortForm()
    {
        var trainers = new MLContext().MulticlassClassification.Trainers;
        MuonTextClassificationTrainer trainer = trainers.MuonTextClassification("Topic", "Question", "Answer", new MuonOptions { LearningRate = 0.01 });

        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(Sentences.Keyed(new MLContext(), 4)));
        StringAssert.Contains(error.Message, "'Question'");
        Assert.IsNotNull(trainers.MuonTextClassification());
    }

    [TestMethod]
    public void DefaultMuonOptions_RefuseARunWithoutSteps()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MuonTextClassificationTrainer.DefaultMuonOptions(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MuonTextClassificationTrainer.DefaultMuonOptions(10, double.NaN));
        MuonTextClassificationTrainer.DefaultMuonOptions(1).Validate();
    }
}
