using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class LearnedBytePairTokenizerTests
{
    private static readonly Lazy<LearnedBytePairTokenizer> Intents = new(() => Learn(TextCorpus.Intents("train"), new()));

    private static LearnedBytePairTokenizer Learn(IEnumerable<string> texts, LearnedBytePairOptions options) =>
        LearnedBytePairTokenizer.Learn(texts.Select(t => t.AsMemory()), options);

    private static LearnedBytePairTokenizer Small(params string[] texts) => Learn(texts, new() { VocabularySize = 300 });

    private static int Byte(char value) => LearnedVocabulary.FirstByteId + value;

    [TestMethod]
    public void TheMostFrequentPair_IsLearnedFirst()
    {
        // " low" four times, " lower" and " lot" once each: lo (6), then " lo" before "low" (equally often, but lower ids), then " low".
        LearnedBytePairTokenizer tokenizer = Small("low low low low lower lot");
        CollectionAssert.AreEqual(new[] { 262 }, tokenizer.Ids("low"));
        CollectionAssert.AreEqual(new[] { 261, Byte('t') }, tokenizer.Ids("lot"));
        CollectionAssert.AreEqual(new[] { 262, Byte('e'), Byte('r') }, tokenizer.Ids("lower"));
        Assert.AreEqual(263, tokenizer.VocabularySize);
    }

    [TestMethod]
    public void IdsOfTexts_AreNeverThoseOfSpecialTokens()
    {
        Assert.AreEqual(new SpecialTokenIds(1, 2, null, 3), Intents.Value.Special);
        Assert.AreEqual(0, Intents.Value.PaddingId);
        Assert.IsTrue(TextCorpus.Intents("test").SelectMany(Intents.Value.Ids).All(id => id >= 4 && id < Intents.Value.VocabularySize));
    }

    [TestMethod]
    public void Intents_HaveFewTokensAWord()
    {
        string[] texts = [.. TextCorpus.Intents("test")];
        double words = texts.Sum(t => t.Split(' ').Length);
        Assert.IsLessThan(1.2, texts.Sum(t => Intents.Value.Ids(t).Length) / words);
    }

    [TestMethod]
    public void TheOrderOfTheTexts_DoesNotMatter()
    {
        string[] texts = [.. TextCorpus.Lines("sms-spam").Take(800)];
        byte[] forth = Learn(texts, new() { VocabularySize = 1_000 }).ToPayload();
        byte[] back = Learn(texts.Reverse(), new() { VocabularySize = 1_000 }).ToPayload();
        CollectionAssert.AreEqual(forth, back);
    }

    [TestMethod]
    public void EveryTextOfTheDataFolder_ComesBackFromItsTokens()
    {
        foreach (string text in TextCorpus.All())
        {
            List<TextToken> tokens = Intents.Value.Encode(text);
            string normal = text.Contains('\uFFFE', StringComparison.Ordinal) ? text : text.Normalize(NormalizationForm.FormC);
            Assert.AreEqual(normal, Intents.Value.Decode(tokens.Select(t => t.Id)));
            TextSpans.AssertTile(text, tokens.Where(t => t.Length > 0));
        }
    }

    [TestMethod]
    public void RandomText_ComesBackFromItsTokens()
    {
        var tokenizer = new LearnedBytePairTokenizer(new LearnedVocabulary([Byte('e'), 0xCC + 4, 260, 0x81 + 4]), lowerCase: false, compose: false);
        Prop.ForAll(UnicodeText.WellFormed, text =>
        {
            List<TextToken> tokens = tokenizer.Encode(text);
            TextSpans.AssertTile(text, tokens.Where(t => t.Length > 0));
            return tokenizer.Decode(tokens.Select(t => t.Id)) == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestLength.Rounds(500, 20_000)));
    }

    [TestMethod]
    public void RandomText_ComesBackInNormalFormAndLowerCase()
    {
        var tokenizer = new LearnedBytePairTokenizer(new LearnedVocabulary([]), lowerCase: true, compose: true);
        Prop.ForAll(UnicodeText.WellFormed, text =>
        {
            List<TextToken> tokens = tokenizer.Encode(text);
            TextSpans.AssertTile(text, tokens.Where(t => t.Length > 0));
            string composed = string.Join('\uFFFE', text.Split('\uFFFE').Select(part => part.Normalize(NormalizationForm.FormC)));
            string expected = string.Concat(composed.EnumerateRunes().Select(Rune.ToLowerInvariant));
            return tokenizer.Decode(tokens.Select(t => t.Id)) == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestLength.Rounds(500, 20_000)));
    }

    [TestMethod]
    public void ComposedAndDecomposedLetters_AreTheSameToken()
    {
        LearnedBytePairTokenizer tokenizer = Learn(["été été"], new() { VocabularySize = 300, LowerCase = true });
        List<TextToken> tokens = tokenizer.Encode("E\u0301te\u0301!");
        CollectionAssert.AreEqual(tokenizer.Ids("été!"), tokens.Select(t => t.Id).ToArray());
        CollectionAssert.AreEqual(new[] { (0, 5), (5, 1) }, tokens.Select(t => (t.Start, t.Length)).ToArray());
    }

    [TestMethod]
    public void MarksStayWithTheirLetters()
    {
        LearnedBytePairTokenizer tokenizer = Small("हिन्दी हिन्दी हिन्दी");
        Assert.HasCount(1, tokenizer.Encode("हिन्दी"));
    }

    [TestMethod]
    public void LoneSurrogates_AreReplacementCharacters()
    {
        LearnedBytePairTokenizer tokenizer = Small();
        List<TextToken> tokens = tokenizer.Encode("\uD800a\uDC00");
        Assert.AreEqual("\uFFFDa\uFFFD", tokenizer.Decode(tokens.Select(t => t.Id)));
        TextSpans.AssertTile("\uD800a\uDC00", tokens.Where(t => t.Length > 0));
    }

    [TestMethod]
    public void NoText_HasNoTokens()
    {
        Assert.IsEmpty(Small("a a").Encode(""));
        CollectionAssert.AreEqual(new[] { new TextToken(Byte(' '), 0, 0), new TextToken(Byte('\n'), 0, 1) }, Small().Encode("\n"));
        CollectionAssert.AreEqual(new[] { new TextToken(Byte(' '), 0, 0), new TextToken(Byte('\0'), 0, 1) }, Small().Encode("\0"));
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow(" ")]
    [DataRow("\0")]
    [DataRow("字")]
    [DataRow("e\u0301")]
    public void AMegabyteInARow_IsLearnedAndComesBack(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));
        LearnedBytePairTokenizer tokenizer = Learn([text], new() { VocabularySize = 270 });
        Assert.AreEqual(text.Normalize(NormalizationForm.FormC), tokenizer.Decode(tokenizer.Ids(text)));
    }

    [TestMethod]
    [DataRow(259)]
    [DataRow(1 + (1 << 20))]
    public void AVocabularySizeOutOfRange_IsRefused(int size)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Learn(["a"], new() { VocabularySize = size }));
        Assert.Contains("VocabularySize", error.Message);
    }
}
