using System.Text;
using Muon.MLNet.Networks;
using Muon.MLNet.Networks.Text;
using Muon.MLNet.Networks.Text.Bert;
using Muon.MLNet.Persistence;
using Muon.MLNet.Prediction;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Text;
using Muon.MLNet.Text.Tokenization;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class TextPayloadTests
{
    private static readonly TextModelConfiguration Common = new(TextModelConfiguration.TextTask, new PredictionColumns("Sentence", "Score", "PredictedLabel"), "text", ["no", "yes"]);
    private static readonly WordPieceFileTokenizer Pieces = new(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b"], lowerCase: true);

    private static readonly Dictionary<string, TextModelConfiguration> Configurations = new(StringComparer.Ordinal)
    {
        ["NGram"] = Common with
        {
            NGrams = new NGramSettings(WordPairs: true, 3, 5, LowerCase: true, MaxLength: 50),
            Features = NGramVocabulary.Write([11, 7, 5]),
            NGramNetwork = new NGramNetworkConfiguration(3, 2, Width: 4, Hidden: 4, Depth: 1),
        },
        ["Encoder"] = Common with
        {
            Tokens = new TokenSettings(16, HasSegments: false, DoubleSeparator: false),
            Tokenizer = Pieces.ToPayload(),
            Encoder = new TextNetworkConfiguration(7, 0, 2, Width: 8, Depth: 1, Heads: 2, MaxLength: 16),
        },
        ["Bert"] = Common with
        {
            Tokens = new TokenSettings(16, HasSegments: true, DoubleSeparator: false),
            Tokenizer = Pieces.ToPayload(),
            Bert = new BertConfiguration(2, BertFamily.Bert, 7, Width: 8, Depth: 1, Heads: 2, Inner: 8, Positions: 16),
        },
        ["Custom"] = Common with
        {
            Tokens = new TokenSettings(16, HasSegments: false, DoubleSeparator: false),
            Tokenizer = Pieces.ToPayload(),
            Custom = new TextNetworkShape(7, 0, 16, 2),
            CustomName = BagOfTokens.RegisteredName,
        },
    };

    public static IEnumerable<object[]> Kinds => Configurations.Keys.Select(kind => new object[] { kind });

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Read_GivesBackWhatWasWritten(string kind)
    {
        byte[] payload = Payload(kind);

        using TextClassifier classifier = Read(payload);

        CollectionAssert.AreEqual(payload, classifier.ToPayload());
        CollectionAssert.AreEqual(new[] { "no", "yes" }, classifier.Labels.Names.ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Read_NeverDoesAnythingButRefuse_WhenBytesAreChanged(string kind)
    {
        byte[] payload = Payload(kind);
        int header = payload.AsSpan().IndexOf("__metadata__"u8) is var at and > 0 ? at : payload.AsSpan().LastIndexOf("data_offsets"u8);
        Random random = new(1);
        int refused = 0;
        int rounds = Testing.TestLength.Rounds(brief: 150, full: 10_000);
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = [.. payload];
            for (int i = 0; i <= random.Next(3); i++)
            {
                damaged[random.Next(header)] = (byte)random.Next(256);
            }

            try
            {
                using TextClassifier classifier = Read(damaged);
                Predict(classifier);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (NotSupportedException error) when (error.Message.Contains("of version", StringComparison.Ordinal))
            {
                // The changed byte is the number of the version, and says a later one.
                refused++;
            }
            catch (InvalidOperationException error) when (kind is "Custom" && error.Message.Contains("RegisterText", StringComparison.Ordinal))
            {
                // The changed byte is in the name of the network.
                refused++;
            }
        }

        Assert.IsGreaterThan(rounds / 3, refused);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Read_RefusesEveryTruncation(string kind)
    {
        byte[] payload = Payload(kind);
        for (int length = 0; length < payload.Length; length += 1 + (length / 7))
        {
            Assert.ThrowsExactly<InvalidDataException>(() => Read(payload[..length]).Dispose());
        }
    }

    [TestMethod]
    [DataRow("NGram", "\"classes\":2", "\"classes\":3", "2 classes, but has 3")]
    [DataRow("NGram", "\"width\":4", "\"width\":0", "Width = 0")]
    [DataRow("NGram", "\"hidden\":4", "\"hidden\":5", "its network needs")]
    [DataRow("NGram", "\"features\":3", "\"features\":4", "12 bytes")]
    [DataRow("NGram", "\"features\":\"CwAAAAcAAAA", "\"features\":\"CwAAAAsAAAA", "feature twice")]
    [DataRow("NGram", "\"features\":\"CwAA", "\"features\":\"C!AA", "not valid JSON")]
    [DataRow("NGram", "\"maxLength\":50", "\"maxLength\":-1", "out of range")]
    [DataRow("NGram", "\"nGramNetwork\"", "\"nGramNetxork\"", "incomplete")]
    [DataRow("NGram", "[\"no\",\"yes\"]", "[\"no\",null ]", "incomplete")]
    [DataRow("NGram", "\"text\",\"label", "\"date\",\"label", "unknown kind 'date'")]
    [DataRow("NGram", "\"task\":\"text\"", "\"task\":\"text!", "not valid JSON")]
    [DataRow("Encoder", "\"heads\":2", "\"heads\":3", "divide into heads")]
    [DataRow("Encoder", "\"maxLength\":16", "\"maxLength\":99", "16")]
    [DataRow("Encoder", "\"vocabularySize\":7", "\"vocabularySize\":6", "7 tokens")]
    [DataRow("Encoder", "\"paddingId\":0", "\"paddingId\":1", "pad")]
    [DataRow("Encoder", "\"Rotary\"", "\"Rotors\"", "not valid JSON")]
    [DataRow("Bert", "\"positions\":16", "\"positions\":12", "12")]
    [DataRow("Bert", "\"segments\":2", "\"segments\":3", "its network needs")]
    public void Read_SaysWhatIsWrong(string kind, string from, string to, string message)
    {
        byte[] payload = Payload(kind);
        int at = payload.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        Assert.IsGreaterThan(0, at, Encoding.UTF8.GetString(payload.AsSpan(0, 1_000)));
        Encoding.UTF8.GetBytes(to).CopyTo(payload, at);

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Read(payload).Dispose());

        StringAssert.Contains(error.Message, message);
    }

    /// <summary>A file of a few hundred bytes must not make the reader ask for gigabytes.</summary>
    [TestMethod]
    [DataRow("NGram")]
    [DataRow("Encoder")]
    [DataRow("Bert")]
    public void Read_BuildsNoNetworkThatTheFileHasNoWeightsFor(string kind)
    {
        TextModelConfiguration huge = kind switch
        {
            "NGram" => Configurations[kind] with { NGramNetwork = new NGramNetworkConfiguration(3, 2, Width: 4096, Hidden: 4096, Depth: 96) },
            "Encoder" => Configurations[kind] with { Encoder = new TextNetworkConfiguration(7, 0, 2, Width: 4096, Depth: 96, Heads: 2, MaxLength: 16) },
            _ => Configurations[kind] with { Bert = new BertConfiguration(2, BertFamily.Bert, 7, Width: 4096, Depth: 96, Heads: 2, Inner: 65_536, Positions: 16) },
        };
        using ClassifierNetwork small = TextModel.CreateNetwork(Configurations[kind]);

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Read(TextPayload.Write(huge, small)).Dispose());

        StringAssert.Contains(error.Message, "weights");
    }

    [TestMethod]
    [DataRow(true, ScalarType.Float16)]
    [DataRow(false, ScalarType.Float32)]
    public void Write_TakesTwoBytesForANumberOfTheTable_WhereThatIsExact(bool round, ScalarType expected)
    {
        using NGramNetwork network = (NGramNetwork)SeededGenerator.Run(1, () => TextModel.CreateNetwork(Configurations["NGram"]));
        if (round)
        {
            network.RoundTable();
        }

        byte[] payload = TextPayload.Write(Configurations["NGram"], network);

        string name = expected is ScalarType.Float16 ? "F16" : "F32";
        StringAssert.Contains(Encoding.Latin1.GetString(payload), $"\"{NGramNetwork.Table}\":{{\"dtype\":\"{name}\"");
        using TextClassifier back = Read(payload);
        CollectionAssert.AreEqual(payload, back.ToPayload());
    }

    private static byte[] Payload(string kind)
    {
        MuonNetworks.RegisterText(BagOfTokens.RegisteredName, shape => new BagOfTokens(shape));
        using ClassifierNetwork network = SeededGenerator.Run(1, () => TextModel.CreateNetwork(Configurations[kind]));
        return TextPayload.Write(Configurations[kind], network);
    }

    private static TextClassifier Read(byte[] payload) => TextPayload.Read(ModelPayload.Read(payload), CPU);

    private static void Predict(TextClassifier classifier) =>
        classifier.Score([classifier.Input.Encode("a b unknown " + string.Concat(Enumerable.Repeat("b ", 60)), "a")], new float[classifier.Labels.Count]);
}
