using Muon.MLNet.Text;

namespace Muon.MLNet.Tests.Text.Input;

[TestClass]
public sealed class NGramHasherTests
{
    private static readonly NGramSettings Words = new(WordPairs: false, 0, 0, LowerCase: true, MaxLength: 1000);
    private static readonly NGramSettings All = new(WordPairs: true, 3, 5, LowerCase: true, MaxLength: 1000);

    /// <summary>Models in files hold these hashes: a change makes them blind.</summary>
    [TestMethod]
    public void Hashes_AreTheOnesOfSavedModels()
    {
        string[] actual = [.. Features("Hé 東!", All).Select(hash => hash.ToString("X8", System.Globalization.CultureInfo.InvariantCulture))];

        CollectionAssert.AreEqual(Golden, actual, string.Join("\", \"", actual));
    }

    [TestMethod]
    public void Text_HasItsWords_PairsWithBothEnds_AndRuns()
    {
        Assert.HasCount(3, Features("one two three", Words));
        Assert.HasCount(3 + 4, Features("one two three", Words with { WordPairs = true }));

        // ⌊ab⌋ has four characters with its edges: ⌊ab, ab⌋, ⌊ab⌋.
        Assert.HasCount(1 + 3, Features("ab", Words with { MinCharacters = 3, MaxCharacters = 5 }));
        Assert.IsEmpty(Features(" \n\u200B", All));
        Assert.HasCount(2, Features("a a", Words));
    }

    [TestMethod]
    public void Pairs_KnowTheOrder()
    {
        NGramSettings pairs = Words with { WordPairs = true };

        CollectionAssert.AreNotEquivalent(Features("man bites dog", pairs), Features("dog bites man", pairs));
        CollectionAssert.AreEquivalent(Features("man bites dog", Words), Features("dog bites man", Words));
    }

    [TestMethod]
    [DataRow("PARIS", "paris", true)]
    [DataRow("ÉTÉ", "été", true)]
    [DataRow("ΣΟΦΌΣ", "σοφόσ", true)]
    [DataRow("PARIS", "paris", false)]
    public void Capitals_AreSmallLetters_WhereThatIsWanted(string first, string second, bool lowerCase)
    {
        bool same = Features(first, All with { LowerCase = lowerCase }).SequenceEqual(Features(second, All with { LowerCase = lowerCase }));

        Assert.AreEqual(lowerCase, same);
    }

    [TestMethod]
    [DataRow("e\u0301te\u0301", "été")]
    [DataRow("ﬁne", "fine")]
    [DataRow("ＡＢＣ１", "abc1")]
    [DataRow("co\u00ADoperate", "cooperate")]
    [DataRow("\u200Fשלום\u200F", "שלום")]
    [DataRow("\uFEFFhello\u200B", "hello")]
    [DataRow("한", "한")]
    public void TextsThatLookAlike_HaveTheSameFeatures(string first, string second) =>
        CollectionAssert.AreEqual(Features(first, All), Features(second, All));

    // Not a row of the test above: attributes cannot hold it.
    [TestMethod]
    public void ALoneSurrogate_IsTheReplacementCharacter() => CollectionAssert.AreEqual(Features("a\uFFFDb", All), Features("a\uD800b", All));

    [TestMethod]
    public void Words_AreOthersInAnotherField_AndRunsAreNot()
    {
        List<uint> first = Features("paris", All), second = Features("paris", All, field: 1);

        Assert.IsFalse(Features("paris", Words with { WordPairs = true }).Exists(second.Contains));
        int runs = first.Count - Features("paris", Words with { WordPairs = true }).Count;
        Assert.HasCount(runs, first.Intersect(second));
    }

    [TestMethod]
    public void LongTexts_AreReadFromTheirStart()
    {
        NGramSettings three = All with { MaxLength = 3 };

        CollectionAssert.AreEqual(Features("a b c", three), Features("a b c d e f", three));
        CollectionAssert.AreNotEqual(Features("a b", three), Features("a b c", three));
    }

    [TestMethod]
    public void ASentenceWithoutSpaces_IsReadToItsEnd()
    {
        const string Thai = "ฉันต้องการจองตั๋วเครื่องบินไปกรุงเทพมหานครในวันพรุ่งนี้ตอนเช้าและต้องการโรงแรมใกล้สถานีรถไฟฟ้า";
        NGramSettings runs = All with { WordPairs = false };

        List<uint> features = Features(Thai, runs);

        Assert.IsGreaterThan(64, Thai.Length);
        Assert.IsTrue(Features("ไฟฟ้า", runs with { MinCharacters = 5 }).Skip(1).Any(features.Contains));
    }

    [TestMethod]
    public void AMegabyte_HasFewFeatures_WithAndWithoutSpaces()
    {
        Assert.IsLessThan(2_000, Features(new string('x', 1 << 20), All).Count);
        Assert.IsLessThan(20_000, Features(string.Concat(Enumerable.Repeat("word ", 1 << 18)), All).Count);
        Assert.IsLessThan(20_000, Features(new string('\u0301', 1 << 20), All).Count);
    }

    private static List<uint> Features(string text, NGramSettings settings, uint field = 0)
    {
        List<uint> features = [];
        new NGramHasher(settings).Add(text, field, features);
        return features;
    }

    // Computed apart, from the description of the hash: words and their pairs, then runs of three to five characters.
    private static readonly string[] Golden =
    [
        "C72B0BC4", "D0FBBFDD", "13BE2429", "8C90214B", "383B4CB9", "E2EB2182", "FA95CC4F", "3439037E",
        "A2726ADE", "8BF68740", "8C27E3D0", "0345A106",
    ];
}
