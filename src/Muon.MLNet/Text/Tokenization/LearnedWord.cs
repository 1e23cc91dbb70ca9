namespace Muon.MLNet.Text.Tokenization;

/// <summary>A piece of the training texts, as the tokens that it is made of so far.</summary>
/// <param name="ids">Its bytes, at first.</param>
/// <param name="count">How often it occurs.</param>
internal sealed class LearnedWord(int[] ids, long count)
{
    private readonly int[] _ids = ids;
    private int _length = ids.Length;

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _length);

    public long Count => count;

    /// <summary>Makes one token of every pair, from the left.</summary>
    public void Join(int left, int right, int id)
    {
        int to = 0;
        for (int from = 0; from < _length; from++)
        {
            bool joins = _ids[from] == left && from + 1 < _length && _ids[from + 1] == right;
            _ids[to++] = joins ? id : _ids[from];
            from += joins ? 1 : 0;
        }

        _length = to;
    }
}
