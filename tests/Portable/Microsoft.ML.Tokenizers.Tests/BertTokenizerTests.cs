using System.Text;
using Microsoft.ML.Tokenizers;

namespace Muon.Portable.Tokenizers.Tests;

[TestClass]
public sealed class BertTokenizerTests
{
    private const string Vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##want\n##ed\nrun\n##ning\n##n\nwant\n\n##wanted";

    private static BertTokenizer Create(string vocabulary = Vocabulary) => BertTokenizer.Create(
        new MemoryStream(Encoding.UTF8.GetBytes(vocabulary)),
        new BertOptions { ApplyBasicTokenization = false, SplitOnSpecialTokens = false, PreTokenizer = new Spaces() });

    private static (int Id, int Start, int End)[] Tokens(string text) => [.. Create().EncodeToTokens(text, out _, considerPreTokenization: true, considerNormalization: false)
        .Select(t => (t.Id, t.Offset.Start.Value, t.Offset.End.Value))];

    [TestMethod]
    public void AWord_IsCutIntoItsLongestPiecesFromTheLeft()
    {
        CollectionAssert.AreEqual(new[] { (5, 0, 2), (13, 2, 8), (8, 9, 12), (9, 12, 16) }, Tokens("unwanted running"));
    }

    [TestMethod]
    public void AWordThatCannotBeCut_IsUnknownAsAWhole()
    {
        CollectionAssert.AreEqual(new[] { (1, 0, 7), (11, 8, 12) }, Tokens("unwantX want"));
    }

    [TestMethod]
    public void AWordOfMoreThanAHundredCharacters_IsUnknown()
    {
        string longest = "run" + new string('n', 97);
        Assert.HasCount(98, Tokens(longest));
        CollectionAssert.AreEqual(new[] { (1, 0, 101) }, Tokens(longest + "n"));
    }

    [TestMethod]
    public void SpecialTokens_HaveTheNumbersOfTheirLines()
    {
        BertTokenizer tokenizer = Create();
        Assert.AreEqual((0, 1, 2, 3, 4), (tokenizer.PaddingTokenId, tokenizer.UnknownTokenId, tokenizer.ClassificationTokenId, tokenizer.SeparatorTokenId, tokenizer.MaskingTokenId));
    }

    [TestMethod]
    public void NoText_HasNoTokens()
    {
        Assert.IsEmpty(Tokens(""));
        Assert.IsEmpty(Tokens("  "));
    }

    [TestMethod]
    public void AVocabularyWithoutAnUnknownToken_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Create("[PAD]\n[CLS]\n[SEP]\n[MASK]\na"));
    }
}
