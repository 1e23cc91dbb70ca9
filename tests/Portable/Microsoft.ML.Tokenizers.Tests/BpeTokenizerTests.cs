using Microsoft.ML.Tokenizers;

namespace Muon.Portable.Tokenizers.Tests;

[TestClass]
public sealed class BpeTokenizerTests
{
    private static readonly string[] Tokens = ["a", "b", "c", "Ġ", "Ã", "©", "Ã©", "ab", "bc", "abc", "Ġa", "aa", "d", "cd"];

    private static BpeTokenizer Create(params string[] merges) => BpeTokenizer.Create(
        new BpeOptions(Tokens.Select((token, id) => KeyValuePair.Create(token, id))) { ByteLevel = true, Merges = merges, PreTokenizer = new Spaces() });

    [TestMethod]
    public void TheFirstMergeOfTheList_IsMadeFirst()
    {
        CollectionAssert.AreEqual(new[] { 9 }, Create("a b", "b c", "ab c").EncodeToIds("abc").ToArray());
        CollectionAssert.AreEqual(new[] { 0, 8 }, Create("b c", "a b", "ab c").EncodeToIds("abc").ToArray());
        CollectionAssert.AreEqual(new[] { 7, 13 }, Create("c d", "a b", "ab c").EncodeToIds("abcd").ToArray());
    }

    [TestMethod]
    public void EqualPairs_AreJoinedFromTheLeft()
    {
        CollectionAssert.AreEqual(new[] { 11, 11, 0 }, Create("a a").EncodeToIds("aaaaa").ToArray());
    }

    [TestMethod]
    public void Bytes_AreThoseOfUtf8()
    {
        CollectionAssert.AreEqual(new[] { 4, 5 }, Create().EncodeToIds("é").ToArray());
        CollectionAssert.AreEqual(new[] { 6, 0 }, Create("Ã ©").EncodeToIds("éa").ToArray());
    }

    [TestMethod]
    public void WithoutPreTokenization_TheWholeTextIsOneWord()
    {
        CollectionAssert.AreEqual(new[] { 0, 10 }, Create("Ġ a").EncodeToIds("a a", considerPreTokenization: false).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0 }, Create("Ġ a").EncodeToIds("a a").ToArray());
    }

    [TestMethod]
    public void CharactersThatTheVocabularyLacks_AreLeftOut()
    {
        CollectionAssert.AreEqual(new[] { 7 }, Create("a b").EncodeToIds("axb").ToArray());
    }

    [TestMethod]
    public void MergesOfTokensThatTheVocabularyLacks_AreRefused()
    {
        Assert.ThrowsExactly<InvalidOperationException>(() => Create("a c"));
        Assert.ThrowsExactly<InvalidOperationException>(() => Create("x a"));
        Assert.ThrowsExactly<InvalidOperationException>(() => Create("ab"));
    }
}
