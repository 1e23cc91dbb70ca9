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
        int from = Next(0, left, right);
        int to = from;
        while (from < _length)
        {
            if (to > 0)
            {
                counts.Add(_ids[to - 1], left, place, -occurrences);
                counts.Add(_ids[to - 1], id, place, occurrences);
            }

            int after = from + 2;
            if (after < _length)
            {
                counts.Add(right, _ids[after], place, -occurrences);
                counts.Add(id, _ids[after], place, occurrences);
            }

            _ids[to++] = id;
            from = Next(after, left, right);
            _ids.AsSpan(after, from - after).CopyTo(_ids.AsSpan(to));
            to += from - after;
        }

        _length = to;
    }

    /// <summary>Where the pair is next, or the end.</summary>
    private int Next(int from, int left, int right)
    {
        int distance = _ids.AsSpan(from, _length - from).IndexOf([left, right]);
        return distance < 0 ? _length : from + distance;
    }
}
