namespace Muon.MLNet.Text.Tokenization;

/// <summary>Joins the bytes of a piece of text to tokens: always the pair that was learned first, of equal ones the first in the text.</summary>
internal sealed class PairJoiner(LearnedVocabulary vocabulary)
{
    /// <summary>The id at each place, and -1 where a pair's right side was.</summary>
    private readonly List<int> _ids = [];
    private readonly List<int> _before = [];
    private readonly List<int> _after = [];
    private readonly PriorityQueue<(int Place, int Id), long> _open = new();

    /// <summary>Adds the piece's tokens, in order.</summary>
    public void Join(ReadOnlySpan<byte> piece, List<int> tokens)
    {
        Start(piece);
        while (_open.TryDequeue(out (int Place, int Id) join, out _))
        {
            int right = _after[join.Place];
            if (_ids[join.Place] >= 0 && right < _ids.Count && vocabulary.TryJoin(_ids[join.Place], _ids[right], out int id) && id == join.Id)
            {
                _ids[join.Place] = id;
                _ids[right] = -1;
                _after[join.Place] = _after[right];
                if (_after[right] < _ids.Count)
                {
                    _before[_after[right]] = join.Place;
                    Offer(join.Place);
                }

                if (_before[join.Place] >= 0)
                {
                    Offer(_before[join.Place]);
                }
            }
        }

        for (int place = 0; place < _ids.Count; place = _after[place])
        {
            tokens.Add(_ids[place]);
        }
    }

    private void Start(ReadOnlySpan<byte> piece)
    {
        _ids.Clear();
        _before.Clear();
        _after.Clear();
        for (int i = 0; i < piece.Length; i++)
        {
            _ids.Add(LearnedVocabulary.FirstByteId + piece[i]);
            _before.Add(i - 1);
            _after.Add(i + 1);
        }

        for (int i = 0; i + 1 < piece.Length; i++)
        {
            Offer(i);
        }
    }

    private void Offer(int place)
    {
        if (vocabulary.TryJoin(_ids[place], _ids[_after[place]], out int id))
        {
            _open.Enqueue((place, id), LearnedVocabulary.Key(id, place));
        }
    }
}
