using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed partial class WordSplitterTests
{
    private static List<string> Pieces(string text, bool marksJoin = false)
    {
        List<string> pieces = [];
        for (int start = 0; start < text.Length;)
        {
            int end = WordSplitter.EndOfPiece(text, start, marksJoin);
            pieces.Add(text[start..end]);
            start = end;
        }

        return pieces;
    }

    [TestMethod]
    public void PiecesOfTheFirstPlane_AreThoseOfGpt2sPattern()
    {
        Prop.ForAll(UnicodeText.WellFormed, text =>
        {
            // The pattern sees surrogates, not characters.
            string plane = string.Concat(text.Where(c => !char.IsSurrogate(c)));
            return Pieces(plane).SequenceEqual(Gpt2().Matches(plane).Select(m => m.Value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestLength.Rounds(1_000, 20_000)));
        foreach (string text in TextCorpus.Lines("corefx-issues").Take(300).Select(t => string.Concat(t.Where(c => !char.IsSurrogate(c)))))
        {
            CollectionAssert.AreEqual(Gpt2().Matches(text).Select(m => m.Value).Where(p => p.Length <= 1024).ToArray(), Pieces(text).Where(p => p.Length <= 1024).ToArray());
        }
    }

    [TestMethod]
    [DataRow("I'll  say: it's 3½!\n\n ok", new[] { "I", "'ll", " ", " say", ":", " it", "'s", " 3½", "!", "\n\n", " ok" })]
    [DataRow("𝒜𝒷 𠀀字", new[] { "𝒜𝒷", " 𠀀字" })]
    [DataRow("हिन्दी", new[] { "ह", "ि", "न", "्", "द", "ी" })]
    public void Pieces_AreRunsOfAKind(string text, string[] pieces) => CollectionAssert.AreEqual(pieces, Pieces(text));

    [TestMethod]
    [DataRow("हिन्दी में", new[] { "हिन्दी", " में" })]
    [DataRow("❤️ 👩‍👧!", new[] { "❤️", " 👩‍👧!" })]
    [DataRow("שָׁלוֹם 1\u0301a", new[] { "שָׁלוֹם", " 1\u0301", "a" })]
    public void Marks_CanBelongToWhatStandsBeforeThem(string text, string[] pieces) => CollectionAssert.AreEqual(pieces, Pieces(text, marksJoin: true));

    [TestMethod]
    [DataRow("a", 1024)]
    [DataRow(" ", 1024)]
    [DataRow("\U0001F600", 512)]
    public void LongRuns_AreCutBetweenCharacters(string unit, int each)
    {
        List<string> pieces = Pieces(string.Concat(Enumerable.Repeat(unit, 3_000)));
        Assert.IsTrue(pieces.SkipLast(1).All(p => p.Length == each * unit.Length));
        Assert.AreEqual(3_000 * unit.Length, pieces.Sum(p => p.Length));
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Gpt2();
}
