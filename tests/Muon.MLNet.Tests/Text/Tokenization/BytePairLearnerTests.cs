using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class BytePairLearnerTests
{
    [TestMethod]
    public void Pairs_AreThoseThatCountingAnewFinds()
    {
        Gen<string> word = Gen.Elements('a', 'b', 'c').NonEmptyListOf().Select(letters => string.Concat(letters));
        Arbitrary<Dictionary<string, long>> pieces = Gen.Zip(word, Gen.Choose(1, 3)).ListOf()
            .Select(list => list.GroupBy(p => p.Item1, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (long)g.Sum(p => p.Item2), StringComparer.Ordinal)).ToArbitrary();
        Prop.ForAll(pieces, texts => BytePairLearner.Learn(texts, 40).SequenceEqual(CountAnew(texts, 40))).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [TestMethod]
    public void NoPiece_TeachesNothing()
    {
        Assert.IsEmpty(BytePairLearner.Learn(new Dictionary<string, long>(StringComparer.Ordinal), 10));
        Assert.IsEmpty(BytePairLearner.Learn(new Dictionary<string, long>(StringComparer.Ordinal) { ["a"] = 100, ["bc"] = 1 }, 10));
        Assert.IsEmpty(BytePairLearner.Learn(new Dictionary<string, long>(StringComparer.Ordinal) { ["bc"] = 2 }, 0));
    }

    /// <summary>The definition: all pairs are counted for every one that is learned.</summary>
    private static List<int> CountAnew(Dictionary<string, long> pieces, int most)
    {
        List<(List<int> Ids, long Count)> words = [.. pieces.Select(p => (Encoding.UTF8.GetBytes(p.Key).Select(b => b + LearnedVocabulary.FirstByteId).ToList(), p.Value))];
        List<int> pairs = [];
        for (int id = LearnedVocabulary.FirstPairId; pairs.Count < 2 * most; id++)
        {
            var best = words.SelectMany(w => w.Ids.Zip(w.Ids.Skip(1)).Select(pair => (Pair: pair, w.Count)))
                .GroupBy(p => p.Pair).Select(g => (Pair: g.Key, Count: g.Sum(p => p.Count))).Where(p => p.Count >= 2)
                .OrderByDescending(p => p.Count).ThenBy(p => p.Pair).FirstOrDefault();
            if (best.Count == 0)
            {
                break;
            }

            pairs.AddRange([best.Pair.First, best.Pair.Second]);
            foreach ((List<int> ids, _) in words)
            {
                for (int i = 0; i + 1 < ids.Count; i++)
                {
                    if ((ids[i], ids[i + 1]) == best.Pair)
                    {
                        ids[i] = id;
                        ids.RemoveAt(i + 1);
                    }
                }
            }
        }

        return pairs;
    }
}
