using Microsoft.ML;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Tests.TestData;
using Options = Muon.MLNet.MuonTextClassificationTrainer.Options;

namespace Muon.MLNet.Tests.Text;

/// <summary>Files of weights, configuration and vocabulary that are missing, damaged, or do not fit each other.</summary>
[TestClass]
public sealed class PretrainedFilesTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TinyBert _bert = new();

    public void Dispose() => _bert.Dispose();

    [TestMethod]
    public void WeightsWhoseShapesDoNotFit_AreRefused_NamingTheTensorAndBothShapes()
    {
        int words = _bert.Configuration.VocabularySize;
        _bert.WriteWeights(_bert.Configuration with { VocabularySize = words + 3 });

        InvalidDataException error = Refused();

        StringAssert.Contains(error.Message, "bert.embeddings.word_embeddings.weight");
        StringAssert.Contains(error.Message, $"({words}, 16)");
        StringAssert.Contains(error.Message, $"({words + 3}, 16)");
    }

    [TestMethod]
    public void WeightsOfAnotherFamily_AreRefused()
    {
        _bert.WriteWeights(_bert.Configuration with { Family = BertFamily.DistilBert, Segments = 0 });

        StringAssert.Contains(Refused().Message, "belongs to Bert");
    }

    [TestMethod]
    public void WeightsThatAreCutOff_OrAreNone()
    {
        byte[] bytes = File.ReadAllBytes(_bert.Weights);
        File.WriteAllBytes(_bert.Weights, bytes[..(bytes.Length / 2)]);
        StringAssert.Contains(Refused().Message, "weights");
        File.WriteAllText(_bert.Weights, "not a file of weights at all");
        StringAssert.Contains(Refused().Message, "safetensors");
        File.Delete(_bert.Weights);
        StringAssert.Contains(Assert.ThrowsExactly<FileNotFoundException>(() => Fit()).Message, "model.safetensors");
    }

    [TestMethod]
    public void WeightsOfAnotherDigest_AreRefused() =>
        StringAssert.Contains(Refused(options => options.PretrainedWeightsSha256 = new string('a', 64)).Message, new string('a', 64));

    [TestMethod]
    public void NoConfigurationBesideTheWeights()
    {
        File.Delete(_bert.Path("config.json"));

        StringAssert.Contains(Assert.ThrowsExactly<FileNotFoundException>(() => Fit()).Message, "config.json");
    }

    [TestMethod]
    [DataRow("{", "is not JSON")]
    [DataRow("[]", "JSON object")]
    [DataRow("{}", "model_type")]
    [DataRow("""{"model_type":"gpt2"}""", "'gpt2'")]
    [DataRow("""{"model_type":"bert","vocab_size":"many"}""", "vocab_size = \"many\"")]
    public void ConfigurationThatIsDamaged_OrOfAnotherNetwork(string json, string problem)
    {
        File.WriteAllText(_bert.Path("config.json"), json);

        InvalidDataException error = Refused();

        StringAssert.Contains(error.Message, "config.json");
        StringAssert.Contains(error.Message, problem);
    }

    [TestMethod]
    public void ConfigurationOfANetworkForVeryShortTexts()
    {
        using TinyBert tiny = new(positions: 6);

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Sentences.Fit(_context, Sentences.Keyed(_context, 8), tiny.Options()));

        StringAssert.Contains(error.Message, "6 tokens; at least 8");
    }

    [TestMethod]
    public void MaxLengthBeyondThePositionsOfTheNetwork()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Fit(options => options.MaxLength = 33));

        StringAssert.Contains(error.Message, "at most 32");
    }

    [TestMethod]
    public void VocabularyThatIsCutOff()
    {
        string[] lines = File.ReadAllLines(_bert.Vocabulary);
        File.WriteAllLines(_bert.Vocabulary, lines[..^5]);

        InvalidDataException error = Refused();

        StringAssert.Contains(error.Message, "vocab.txt");
        StringAssert.Contains(error.Message, $"{lines.Length} are expected");
    }

    [TestMethod]
    public void VocabularyOfTheOtherKind()
    {
        string json = _bert.Path("encoder.json"), merges = _bert.Path("vocab.bpe");
        File.WriteAllText(json, """{"a":0,"b":1}""");
        File.WriteAllText(merges, "#version: 0.2\na b\n");

        StringAssert.Contains(Refused(options => options.VocabularyFile = json).Message, "encoder.json', line 1");
        StringAssert.Contains(Refused(options => (options.VocabularyFile, options.MergesFile) = (_bert.Vocabulary, merges)).Message, "vocab.txt', line 1");
        StringAssert.Contains(Refused(options => (options.VocabularyFile, options.MergesFile) = (json, _bert.Vocabulary)).Message, "'");
    }

    [TestMethod]
    public void VocabularyWhosePaddingIsNotTheNetworks()
    {
        string[] lines = File.ReadAllLines(_bert.Vocabulary);
        (lines[0], lines[1]) = (lines[1], lines[0]);
        File.WriteAllLines(_bert.Vocabulary, lines);

        InvalidDataException error = Refused();

        StringAssert.Contains(error.Message, "pads with id 1");
        StringAssert.Contains(error.Message, "pads with id 0");
    }

    [TestMethod]
    public void NoVocabularyBesideTheWeights_SaysWhatToSet()
    {
        File.Delete(_bert.Vocabulary);

        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => Fit());

        StringAssert.Contains(error.Message, "VocabularyFile");
        StringAssert.Contains(error.Message, "merges.txt");
    }

    [TestMethod]
    public void FilesElsewhere_CanBeNamed()
    {
        string configuration = _bert.Path("mine.json"), vocabulary = _bert.Path("mine.txt");
        File.Move(_bert.Path("config.json"), configuration);
        File.Move(_bert.Vocabulary, vocabulary);

        using MuonTextClassificationTransformer model = Fit(options => (options.PretrainedConfiguration, options.VocabularyFile, options.MaxEpochs) = (configuration, vocabulary, 1));

        Assert.AreEqual(4, model.ClassNames.Count);
    }

    [TestMethod]
    public void Vocabulary_OfAFile_ServesTheEncoderToo()
    {
        IDataView data = Sentences.Keyed(_context, 48);

        using MuonTextClassificationTransformer model = Sentences.Fit(_context, data, Sentences.Options(TextArchitecture.Encoder, options => options.VocabularyFile = _bert.Vocabulary));

        Assert.IsGreaterThan(0.6, _context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy);
    }

    private InvalidDataException Refused(Action<Options>? change = null) => Assert.ThrowsExactly<InvalidDataException>(() => Fit(change).Dispose());

    private MuonTextClassificationTransformer Fit(Action<Options>? change = null) => Sentences.Fit(_context, Sentences.Keyed(_context, 8), _bert.Options(change));
}
