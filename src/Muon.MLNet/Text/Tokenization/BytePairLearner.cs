using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>
/// Learns byte pairs (Sennrich et al., arXiv:1508.07909): again and again the most frequent pair of neighbours becomes a token. Of
/// equally frequent ones it is the pair of the lowest ids, so that the order of the texts does not matter.
/// </summary>
internal sealed class BytePairLearner
{
    /// <summary>A pair that occurs once says nothing about other texts.</summary>
    private const int FewestOccurrences = 2;

    private readonly List<LearnedWord> _words = [];

    /// <summary>Occurrences of each pair.</summary>
    private readonly Dictionary<long, long> _counts = [];

    /// <summary>The words that have, or once had, each pair.</summary>
    private readonly Dictionary<long, HashSet<int>> _places = [];

    /// <summary>Pairs by their counts at the time when they were put in.</summary>
    private readonly PriorityQueue<(long Pair, long Count), (long Rarity, long Pair)> _open = new();

    private BytePairLearner(IReadOnlyDictionary<string, long> pieces)
    {
        foreach ((string piece, long count) in pieces.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(piece);
            _words.Add(new LearnedWord(Array.ConvertAll(bytes, b => LearnedVocabulary.FirstByteId + b), count));
            Count(_words.Count - 1, 1, changes: null);
        }

        foreach ((long pair, long count) in _counts)
        {
            Offer(pair, count);
        }
    }

    /// <summary>The pairs, the ids of each one after the other, in the order in which they were learned.</summary>
    /// <param name="pieces">How often each piece of text occurs.</param>
    /// <param name="most">How many pairs there may be at most; there are fewer where no pair occurs twice.</param>
    public static int[] Learn(IReadOnlyDictionary<string, long> pieces, int most) => new BytePairLearner(pieces).Learn(most);

    private int[] Learn(int most)
    {
        List<int> pairs = [];
        Dictionary<long, long> changes = [];
        while (pairs.Count < 2 * most && TryTake(out long pair))
        {
            int id = LearnedVocabulary.FirstPairId + (pairs.Count / 2);
            (int left, int right) = ((int)(pair >> 32), (int)pair);
            pairs.Add(left);
            pairs.Add(right);
            changes.Clear();
            foreach (int word in _places[pair])
            {
                // Its pairs are taken back, and counted anew after the change.
                Count(word, -1, changes);
                _words[word].Join(left, right, id);
                Count(word, 1, changes);
            }

            _places.Remove(pair);
            foreach ((long other, long change) in changes)
            {
                if (change != 0)
                {
                    Offer(other, _counts[other]);
                }
            }
        }

        return [.. pairs];
    }

    /// <summary>The most frequent pair. What has another count by now has been put in again with that one.</summary>
    private bool TryTake(out long pair)
    {
        while (_open.TryDequeue(out (long Pair, long Count) top, out _))
        {
            if (_counts[top.Pair] == top.Count)
            {
                pair = top.Pair;
                return true;
            }
        }

        pair = 0;
        return false;
    }

    private void Count(int place, int sign, Dictionary<long, long>? changes)
    {
        LearnedWord word = _words[place];
        for (int i = 0; i + 1 < word.Ids.Length; i++)
        {
            long pair = LearnedVocabulary.Key(word.Ids[i], word.Ids[i + 1]);
            long change = sign * word.Count;
            _counts[pair] = _counts.GetValueOrDefault(pair) + change;
            if (changes is not null)
            {
                changes[pair] = changes.GetValueOrDefault(pair) + change;
            }

            if (sign > 0)
            {
                if (!_places.TryGetValue(pair, out HashSet<int>? places))
                {
                    _places[pair] = places = [];
                }

                places.Add(place);
            }
        }
    }

    private void Offer(long pair, long count)
    {
        if (count >= FewestOccurrences)
        {
            _open.Enqueue((pair, count), (-count, pair));
        }
    }
}
