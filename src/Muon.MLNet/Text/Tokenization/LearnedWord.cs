namespace Muon.MLNet.Text.Tokenization;

/// <summary>A piece of the training texts, as the tokens that it is made of so far.</summary>
/// <param name="place">Its number among the words.</param>
/// <param name="ids">Its bytes, at first.</param>
/// <param name="occurrences">How often it occurs.</param>
internal sealed class LearnedWord(int place, int[] ids, long occurrences)
{
    private readonly int[] _ids = ids;
    private int _length = ids.Length;

    /// <summary>Counts its pairs.</summary>
    public void CountInto(PairCounts counts)
    {
        for (int i = 0; i + 1 < _length; i++)
        {
            counts.Add(_ids[i], _ids[i + 1], place, occurrences);
        }
    }

    /// <summary>Makes one token of every such pair, from the left, and counts what neighbours it has and the two had.</summary>
    public void Join(int left, int right, int id, PairCounts counts)
    {
        int to = 0;
        for (int from = 0; from < _length; from++)
        {
            if (_ids[from] != left || from + 1 == _length || _ids[from + 1] != right)
            {
                _ids[to++] = _ids[from];
                continue;
            }

            if (to > 0)
            {
                counts.Add(_ids[to - 1], left, place, -occurrences);
                counts.Add(_ids[to - 1], id, place, occurrences);
            }

            if (from + 2 < _length)
            {
                counts.Add(right, _ids[from + 2], place, -occurrences);
                counts.Add(id, _ids[from + 2], place, occurrences);
            }

            _ids[to++] = id;
            from++;
        }

        _length = to;
    }
}
