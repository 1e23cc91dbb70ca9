using Microsoft.ML;
using SentencePairs.Data;

namespace SentencePairs.Tests;

[TestClass]
public sealed class PairWriterTests
{
    private const int Count = 300;
    private static readonly PairWriter s_writer = new(new MLContext());

    [TestMethod]
    public void AThirdOfThePairsIsOfEachClass_AndNoneIsThereTwice()
    {
        IReadOnlyList<QuestionPair> pairs = s_writer.Write(Count, seed: 1);

        Assert.HasCount(Count, pairs);
        Assert.IsTrue(pairs.CountBy(pair => pair.Label, StringComparer.Ordinal).All(label => label.Value == Count / 3));
        Assert.HasCount(Count, pairs.DistinctBy(pair => (pair.Sentence, pair.Sentence2)));
        Assert.IsTrue(pairs.All(pair => !pair.Sentence.Contains('{') && !pair.Sentence2.Contains('{') && pair.Sentence != pair.Sentence2));
    }

    [TestMethod]
    public void OnlyTheClassDifferentChangesTheSubject()
    {
        string[] subjects = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "subjects.tsv")).Skip(1)];
        foreach (QuestionPair pair in s_writer.Write(Count, seed: 1))
        {
            string first = subjects.Single(subject => pair.Sentence.Contains(subject, StringComparison.Ordinal));
            string? second = subjects.SingleOrDefault(subject => pair.Sentence2.Contains(subject, StringComparison.Ordinal));

            // A short question names no subject, and is about that of the first.
            Assert.AreEqual(pair.Label is PairWriter.Different, second is not null && !string.Equals(first, second, StringComparison.Ordinal), $"{pair.Sentence} {pair.Sentence2}");
        }
    }

    [TestMethod]
    public void NeitherQuestionAloneTellsTheClass()
    {
        IReadOnlyList<QuestionPair> pairs = s_writer.Write(10 * Count, seed: 1);

        // The best guess for each text, on the very pairs that it was made from: an upper bound.
        Assert.IsLessThan(0.5, BestGuess(pairs, pair => pair.Sentence));
        Assert.IsLessThan(0.6, BestGuess(pairs, pair => pair.Sentence2));
    }

    [TestMethod]
    public void TheSeedDecides()
    {
        string[] Texts(int seed) => [.. s_writer.Write(Count, seed).Select(pair => pair.Sentence + pair.Sentence2)];

        CollectionAssert.AreEqual(Texts(1), Texts(1));
        CollectionAssert.AreNotEqual(Texts(1), Texts(2));
    }

    [TestMethod]
    public void MorePairsThanThereAreIsAnError() =>
        Assert.Contains("1000000", Assert.ThrowsExactly<InvalidOperationException>(() => s_writer.Write(1_000_000, seed: 1)).Message);

    [TestMethod]
    public void TheMostThatTheCommandLineAllowsCanBeMade() =>
        Assert.HasCount(3_000, s_writer.Write(Arguments.Parse(["--pairs", "3000"]).Pairs, seed: 1));

    private static double BestGuess(IReadOnlyList<QuestionPair> pairs, Func<QuestionPair, string> text) =>
        pairs.GroupBy(text, StringComparer.Ordinal).Sum(group => group.CountBy(pair => pair.Label, StringComparer.Ordinal).Max(label => label.Value)) / (double)pairs.Count;
}
