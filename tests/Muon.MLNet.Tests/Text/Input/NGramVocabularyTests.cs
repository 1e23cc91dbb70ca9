using Muon.MLNet.Text;

namespace Muon.MLNet.Tests.Text.Input;

[TestClass]
public sealed class NGramVocabularyTests
{
    private static readonly NGramSettings Words = new(WordPairs: false, 0, 0, LowerCase: true, MaxLength: 1000);

    [TestMethod]
    public void Learn_TakesTheFeaturesOfTheMostTexts_MostFrequentFirst()
    {
        // A word counts once for each text.
        uint[] features = Learn(["a b", "a b", "a c", "c c c c c", "d d d"], minTexts: 2, maxFeatures: 10);

        CollectionAssert.AreEqual(new[] { Hash("a") }.Concat(new[] { Hash("b"), Hash("c") }.Order()).ToArray(), features);
        CollectionAssert.AreEqual(new[] { Hash("a") }, Learn(["a b", "a b", "a c"], minTexts: 1, maxFeatures: 1));
        Assert.HasCount(3, Learn(["a b", "c"], minTexts: 1, maxFeatures: 10));
    }

    [TestMethod]
    public void Learn_DoesNotDependOnTheOrderOfTheTexts()
    {
        string[] texts = [.. TestData.Sentences.List(60).Select(sentence => sentence.First!)];
        uint[] features = Learn(texts, minTexts: 2, maxFeatures: 30);

        CollectionAssert.AreEqual(features, Learn([.. texts.Reverse()], minTexts: 2, maxFeatures: 30));
        Assert.HasCount(30, features.Distinct());
    }

    [TestMethod]
    public void Learn_FindsNothing_WhereThereIsNothing()
    {
        Assert.IsEmpty(Learn([], 1, 10));
        Assert.IsEmpty(Learn(["", " "], 1, 10));
        Assert.IsEmpty(Learn(["one", "two"], 2, 10));
    }

    [TestMethod]
    public void Learn_CanBeCancelled() => Assert.Throws<OperationCanceledException>(() =>
        NGramVocabulary.Learn(Words, [("a".AsMemory(), default)], 1, 10, new CancellationToken(canceled: true)));

    [TestMethod]
    public void Read_GivesBackWhatWasWritten()
    {
        uint[] features = [0, 1, uint.MaxValue, 0x01020304];

        byte[] bytes = NGramVocabulary.Write(features);

        CollectionAssert.AreEqual(features, NGramVocabulary.Read(bytes));
        CollectionAssert.AreEqual(new byte[] { 4, 3, 2, 1 }, bytes[^4..]);
    }

    private static uint[] Learn(string[] texts, int minTexts, int maxFeatures) =>
        NGramVocabulary.Learn(Words, [.. texts.Select(text => (text.AsMemory(), ReadOnlyMemory<char>.Empty))], minTexts, maxFeatures, CancellationToken.None);

    private static uint Hash(string word)
    {
        List<uint> features = [];
        new NGramHasher(Words).Add(word, field: 0, features);
        return features.Single();
    }
}
