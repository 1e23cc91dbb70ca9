using System.Text;
using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class TokenizerPayloadTests
{
    private static readonly string[] Bert = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##b"];

    private static void IsRefused(string json, string problem)
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => TokenizerPayload.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(problem, error.Message);
    }

    private static void ComesBack(ITextTokenizer tokenizer)
    {
        byte[] payload = tokenizer.ToPayload();
        ITextTokenizer read = TokenizerPayload.Read(payload);
        Assert.AreEqual(tokenizer.GetType(), read.GetType());
        CollectionAssert.AreEqual(payload, read.ToPayload());
        Assert.AreEqual((tokenizer.VocabularySize, tokenizer.PaddingId, tokenizer.Special), (read.VocabularySize, read.PaddingId, read.Special));
        foreach (string text in TextCorpus.Intents("test").Take(200).Append("ÀB ab\u0301 \U0001F600"))
        {
            CollectionAssert.AreEqual(tokenizer.Encode(text), read.Encode(text));
        }
    }

    [TestMethod]
    public void LearnedPairs_ComeBack()
    {
        IEnumerable<ReadOnlyMemory<char>> texts = [.. TextCorpus.Intents("train").Take(2_000).Select(t => t.AsMemory())];
        ComesBack(LearnedBytePairTokenizer.Learn(texts, new() { VocabularySize = 700, LowerCase = true }));
        ComesBack(LearnedBytePairTokenizer.Learn(texts, new() { VocabularySize = 700, Compose = false }));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void WordPieces_ComeBack(bool lowerCase) => ComesBack(new WordPieceFileTokenizer(Bert, lowerCase));

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void BytePairsOfFiles_ComeBack(bool roberta)
    {
        string folder = TestPaths.RequireData("tokenizer-gpt2-roberta");
        ComesBack(BytePairFileTokenizer.Read(Path.Combine(folder, "encoder.json"), Path.Combine(folder, "vocab.bpe"), roberta ? Path.Combine(folder, "dict.txt") : null));
    }

    [TestMethod]
    [DataRow("", "not valid JSON")]
    [DataRow("null", "no tokenizer")]
    [DataRow("{}", "not valid JSON")]
    [DataRow("""{"kind":"System.Object"}""", "not valid JSON")]
    [DataRow("""{"kind":7}""", "kind 7")]
    [DataRow("""{"kind":"Learned"}""", "no vocabulary")]
    [DataRow("""{"kind":"WordPiece","tokens":["[PAD]",null]}""", "no vocabulary")]
    [DataRow("""{"kind":"WordPiece","tokens":["[PAD]"]}""", "[UNK]")]
    [DataRow("""{"kind":"BytePair","tokens":["a"],"merges":[]}""", "all 256")]
    public void DamagedPayloads_AreRefused(string json, string problem) => IsRefused(json, problem);

    [TestMethod]
    [DataRow("5", "half a pair")]
    [DataRow("5,260", "(5, 260)")]
    [DataRow("0,5", "(0, 5)")]
    [DataRow("5,6,5,6", "261")]
    [DataRow("-1,5", "(-1, 5)")]
    public void PairsThatCannotBe_AreRefused(string pairs, string problem) => IsRefused($$"""{"kind":"Learned","pairs":[{{pairs}}]}""", problem);

    // Thirty pairs would be a token of 2^30 bytes.
    [TestMethod]
    public void PairsThatGrowWithoutBound_AreRefusedBeforeTheyAreBuilt() =>
        IsRefused($$"""{"kind":"Learned","pairs":[100,100,{{string.Join(',', Enumerable.Range(260, 29).SelectMany(id => new[] { id, id }))}}]}""", "4096 bytes");
}
