using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class WordPieceFileTokenizerTests
{
    private static readonly Lazy<WordPieceFileTokenizer> Uncased = new(() => WordPieceFileTokenizer.Read(VocabularyPath));

    private static string VocabularyPath => Path.Combine(TestPaths.RequireData("tokenizer-bert"), "vocab.txt");

    private static readonly string[] Small = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##b", "$", "中", "i", "é", "É", "e", "한", "ᄒ", "##ᅡ", "##ᆫ", "x"];

    [TestMethod]
    public void EveryQuestion_HasThePiecesOfBertsOwnTokenizer()
    {
        string[] vocabulary = File.ReadAllLines(VocabularyPath);
        int questions = 0;
        foreach ((string original, string[] pieces) in TextCorpus.Questions())
        {
            CollectionAssert.AreEqual(pieces, Uncased.Value.Ids(original).Select(id => vocabulary[id]).ToArray(), original);
            questions++;
        }

        Assert.AreEqual(10_570, questions);
    }

    [TestMethod]
    public void SpecialTokens_AreThoseOfTheVocabulary()
    {
        Assert.AreEqual(30_522, Uncased.Value.VocabularySize);
        Assert.AreEqual(0, Uncased.Value.PaddingId);
        Assert.AreEqual(new SpecialTokenIds(101, 102, 100, 103), Uncased.Value.Special);
    }

    [TestMethod]
    [DataRow("Ab $5", new[] { "A", "b", "$", "5" })]
    [DataRow("a\r\nb\tA", new[] { "a", "b", "A" })]
    [DataRow("a\u00ADb", new[] { "a", "b" }, DisplayName = "a soft hyphen inside of a word")]
    [DataRow("\0a\u200B中中", new[] { "a", "中", "中" })]
    public void Parts_AreThoseOfTheOriginal(string text, string[] parts)
    {
        CollectionAssert.AreEqual(parts, new WordPieceFileTokenizer(Small, lowerCase: true).Parts(text));
    }

    [TestMethod]
    public void PartsOfALetter_StandForTheLettersTheyCameFrom()
    {
        var tokenizer = new WordPieceFileTokenizer(Small, lowerCase: true);
        CollectionAssert.AreEqual(new[] { new TextToken(12, 0, 1), new TextToken(12, 2, 1) }, tokenizer.Encode("É e\u0301"));
        CollectionAssert.AreEqual(new[] { new TextToken(14, 0, 1), new TextToken(15, 0, 1), new TextToken(16, 0, 1) }, tokenizer.Encode("한"));
        CollectionAssert.AreEqual(new[] { new TextToken(9, 0, 1) }, tokenizer.Encode("İ"));
    }

    [TestMethod]
    public void ACasedModel_KeepsCaseAndAccents()
    {
        var tokenizer = new WordPieceFileTokenizer(Small, lowerCase: false);
        CollectionAssert.AreEqual(new[] { 10, 11, 1, 13 }, tokenizer.Ids("é É A 한"));
    }

    [TestMethod]
    public void NamesOfSpecialTokensInText_AreText()
    {
        CollectionAssert.AreEqual(new[] { 1, 1, 1 }, new WordPieceFileTokenizer(Small, lowerCase: true).Ids("[SEP]"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" \t\r\n\u00A0\u2028\u3000")]
    [DataRow("\0\u200D\uFFFD")]
    public void WhatIsNothing_HasNoTokens(string text)
    {
        Assert.IsEmpty(new WordPieceFileTokenizer(Small, lowerCase: true).Encode(text));
    }

    [TestMethod]
    public void ALoneSurrogate_IsDropped()
    {
        CollectionAssert.AreEqual(new[] { new TextToken(5, 1, 1), new TextToken(6, 3, 1) }, new WordPieceFileTokenizer(Small, lowerCase: true).Encode("\uD800a\uDC00b"));
    }

    [TestMethod]
    public void AMegabyteInARow_IsOneUnknownWord()
    {
        CollectionAssert.AreEqual(new[] { new TextToken(1, 0, 1 << 20) }, new WordPieceFileTokenizer(Small, lowerCase: true).Encode(new string('a', 1 << 20)));
    }

    [TestMethod]
    public void AMegabyteOfPunctuation_IsAsManyTokens()
    {
        List<TextToken> tokens = new WordPieceFileTokenizer(Small, lowerCase: true).Encode(new string('$', 1 << 20));
        Assert.HasCount(1 << 20, tokens);
        Assert.IsTrue(tokens.Select((token, place) => token == new TextToken(7, place, 1)).All(same => same));
    }

    [TestMethod]
    public void WhetherAModelIsCased_IsSeenFromItsVocabulary()
    {
        using var folder = new VocabularyFolder();
        CollectionAssert.AreEqual(new[] { 18 }, WordPieceFileTokenizer.Read(folder.Write("cased.txt", string.Join('\n', [.. Small, "A"]))).Ids("A"));
        CollectionAssert.AreEqual(new[] { 5 }, WordPieceFileTokenizer.Read(folder.Write("uncased.txt", string.Join("\r\n", Small))).Ids("A"));
    }
}
