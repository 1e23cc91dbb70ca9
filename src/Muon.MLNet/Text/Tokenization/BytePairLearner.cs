using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>
/// Learns byte pairs (Sennrich et al., arXiv:1508.07909): again and again the most frequent pair of neighbours becomes a token. Of
/// equally frequent ones it is the pair of the lowest ids, so that the order of the texts does not matter.
/// </summary>
internal static class BytePairLearner
{
    /// <summary>The pairs, the ids of each one after the other, in the order in which they were learned.</summary>
    /// <param name="pieces">How often each piece of text occurs.</param>
    /// <param name="most">How many pairs there may be at most; there are fewer where no pair occurs twice.</param>
    /// <param name="cancellation">Ends the learning.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static int[] Learn(IReadOnlyDictionary<string, long> pieces, int most, CancellationToken cancellation = default)
    {
        List<LearnedWord> words = new(pieces.Count);
        var counts = new PairCounts();
        foreach ((string piece, long occurrences) in pieces.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            int[] bytes = Array.ConvertAll(Encoding.UTF8.GetBytes(piece), b => LearnedVocabulary.FirstByteId + b);
            var word = new LearnedWord(words.Count, bytes, occurrences);
            word.CountInto(counts);
            words.Add(word);
        }

        counts.Settle();
        List<int> pairs = [];
        while (pairs.Count < 2 * most && counts.TryTake(out int left, out int right, out List<int> places))
        {
            cancellation.ThrowIfCancellationRequested();
            int id = LearnedVocabulary.FirstPairId + (pairs.Count / 2);
            pairs.Add(left);
            pairs.Add(right);
            foreach (int place in places)
            {
                words[place].Join(left, right, id, counts);
            }

            counts.Settle();
        }

        return [.. pairs];
    }
}
