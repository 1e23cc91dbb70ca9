using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class BytePairFileTokenizerTests
{
    private static readonly Lazy<BytePairFileTokenizer> Gpt2 = new(() => BytePairFileTokenizer.Read(File("encoder.json"), File("vocab.bpe")));
    private static readonly Lazy<BytePairFileTokenizer> Roberta = new(() => BytePairFileTokenizer.Read(File("encoder.json"), File("vocab.bpe"), File("dict.txt")));

    private static string File(string name) => Path.Combine(TestPaths.RequireData("tokenizer-gpt2-roberta"), name);

    [TestMethod]
    public void TheRecordedText_HasTheIdsOfGpt2()
    {
        using JsonDocument sample = JsonDocument.Parse(System.IO.File.ReadAllBytes(File("gpt2-encoded-sample.json")));
        int[] expected = [.. sample.RootElement.GetProperty("token_ids").EnumerateArray().Select(id => id.GetInt32())];
        Assert.HasCount(221, expected);
        CollectionAssert.AreEqual(expected, Gpt2.Value.Ids(sample.RootElement.GetProperty("text").GetString()!));
    }

    [TestMethod]
    public void EveryTextOfTheDataFolder_ComesBackFromItsTokens()
    {
        int texts = 0;
        foreach (string text in TextCorpus.All())
        {
            List<TextToken> tokens = Gpt2.Value.Encode(text);
            Assert.AreEqual(text, Gpt2.Value.Decode(tokens.Select(t => t.Id)));
            TextSpans.AssertTile(text, tokens);
            texts++;
        }

        Assert.IsGreaterThan(40_000, texts);
    }

    [TestMethod]
    public void RandomText_ComesBackFromItsTokens()
    {
        BytePairFileTokenizer roberta = Roberta.Value;
        Prop.ForAll(UnicodeText.WellFormed, text =>
        {
            List<TextToken> tokens = roberta.Encode(text);
            TextSpans.AssertTile(text, tokens);
            return roberta.Decode(tokens.Select(t => t.Id)) == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestLength.Rounds(500, 20_000)));
    }

    // Hello = 15496, "," = 11, Ġworld = 995 in GPT-2; 31414, 6, 232 in RoBERTa (its model card).
    [TestMethod]
    public void RobertasIds_AreInTheOrderOfItsDictionary()
    {
        CollectionAssert.AreEqual(new[] { 15496, 11, 995 }, Gpt2.Value.Ids("Hello, world"));
        CollectionAssert.AreEqual(new[] { 31414, 6, 232 }, Roberta.Value.Ids("Hello, world"));
        Assert.AreEqual((50_265, 1), (Roberta.Value.VocabularySize, Roberta.Value.PaddingId));
        Assert.AreEqual(new SpecialTokenIds(0, 2, 3, 50_264), Roberta.Value.Special);
    }

    [TestMethod]
    public void Gpt2_PadsWithItsEndOfText()
    {
        Assert.AreEqual((50_257, 50_256), (Gpt2.Value.VocabularySize, Gpt2.Value.PaddingId));
        Assert.AreEqual(new SpecialTokenIds(null, null, null, null), Gpt2.Value.Special);
        CollectionAssert.DoesNotContain(Gpt2.Value.Ids("<|endoftext|>"), 50_256);
    }

    [TestMethod]
    public void TokensThatShareACharacter_HaveTheSamePart()
    {
        Assert.AreEqual("", string.Join('|', Gpt2.Value.Parts("")));
        List<TextToken> tokens = Gpt2.Value.Encode("a\U0001F9FF");
        Assert.IsGreaterThan(2, tokens.Count);
        Assert.IsTrue(tokens.Skip(1).All(t => (t.Start, t.Length) == (1, 2)));
    }

    [TestMethod]
    public void LoneSurrogates_AreReplacementCharacters()
    {
        const string Text = "a\uD800 \uDC00\uD83D\uDE00\uD83D";
        List<TextToken> tokens = Gpt2.Value.Encode(Text);
        Assert.AreEqual("a\uFFFD \uFFFD\U0001F600\uFFFD", Gpt2.Value.Decode(tokens.Select(t => t.Id)));
        TextSpans.AssertTile(Text, tokens);
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow(" ")]
    [DataRow("\0")]
    [DataRow("字")]
    [DataRow("ab\u0301\t")]
    public void AMegabyteInARow_ComesBackFromItsTokens(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));
        Assert.AreEqual(text, Gpt2.Value.Decode(Gpt2.Value.Ids(text)));
    }
}
