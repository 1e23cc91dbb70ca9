namespace Muon.MLNet.Text.Tokenization;

/// <summary>How often each pair of neighbours occurs, and in which words.</summary>
/// <remarks>
/// A pair becomes more frequent only while the later of its two tokens is made; after that it can but become rarer. So a pair that
/// occurs once by then is forgotten, and a word is noted for a pair only once.
/// </remarks>
internal sealed class PairCounts
{
    /// <summary>A pair that occurs once says nothing about other texts.</summary>
    private const int FewestOccurrences = 2;

    private readonly Dictionary<long, (long Count, List<int> Words)> _pairs = [];

    /// <summary>Pairs by their counts at the time when they were put in.</summary>
    private readonly PriorityQueue<(long Pair, long Count), (long Rarity, long Pair)> _open = new();

    private readonly HashSet<long> _changed = [];

    /// <summary>The pair is there so many times more, or less, in a word.</summary>
    public void Add(int left, int right, int word, long count)
    {
        long pair = LearnedVocabulary.Key(left, right);
        if (!_pairs.TryGetValue(pair, out (long Count, List<int> Words) known))
        {
            if (count < 0)
            {
                // It was forgotten.
                return;
            }

            known = (0, []);
        }

        if (count > 0 && (known.Words.Count == 0 || known.Words[^1] != word))
        {
            known.Words.Add(word);
        }

        _pairs[pair] = (known.Count + count, known.Words);
        _changed.Add(pair);
    }

    /// <summary>Puts what has changed in its place among the others.</summary>
    public void Settle()
    {
        foreach (long pair in _changed)
        {
            if (_pairs.TryGetValue(pair, out (long Count, List<int> Words) known))
            {
                if (known.Count < FewestOccurrences)
                {
                    _pairs.Remove(pair);
                }
                else
                {
                    _open.Enqueue((pair, known.Count), (-known.Count, pair));
                }
            }
        }

        _changed.Clear();
    }

    /// <summary>Takes the most frequent pair out, of equally frequent ones that of the lowest ids.</summary>
    public bool TryTake(out int left, out int right, out List<int> words)
    {
        while (_open.TryDequeue(out (long Pair, long Count) top, out _))
        {
            // What has another count by now has been put in again with that one.
            if (_pairs.TryGetValue(top.Pair, out (long Count, List<int> Words) known) && known.Count == top.Count)
            {
                _pairs.Remove(top.Pair);
                (left, right, words) = ((int)(top.Pair >> 32), (int)top.Pair, known.Words);
                return true;
            }
        }

        (left, right, words) = (0, 0, []);
        return false;
    }
}
