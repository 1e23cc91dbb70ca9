namespace Muon.MLNet.Text.Tokenization;

/// <summary>A byte-pair vocabulary of our own: four special tokens, the 256 bytes, and a token for each learned pair.</summary>
internal sealed class LearnedVocabulary
{
    public const int PaddingId = 0;
    public const int StartId = 1;
    public const int SeparatorId = 2;
    public const int MaskId = 3;
    public const int FirstByteId = 4;
    public const int FirstPairId = FirstByteId + 256;

    /// <summary>In bytes. A token lies within a piece of text, and a character of it has at most three bytes for each UTF-16 unit.</summary>
    private const int LongestToken = 3 * (WordSplitter.LongestPiece + 1);

    private readonly Dictionary<long, int> _ids;
    private readonly int[] _lengths;

    /// <param name="pairs">The ids of the pairs, one after the other, in the order in which they are joined.</param>
    /// <exception cref="InvalidDataException">The pairs are not such a vocabulary.</exception>
    public LearnedVocabulary(int[] pairs)
    {
        if (pairs.Length % 2 != 0)
        {
            throw new InvalidDataException("The model's vocabulary is damaged: it has half a pair.");
        }

        Pairs = pairs;
        _lengths = new int[FirstPairId + (pairs.Length / 2)];
        _lengths.AsSpan(FirstByteId, FirstPairId - FirstByteId).Fill(1);
        _ids = new Dictionary<long, int>(pairs.Length / 2);
        for (int id = FirstPairId; id < _lengths.Length; id++)
        {
            (int left, int right) = PairOf(id);
            if (left < FirstByteId || right < FirstByteId || left >= id || right >= id || !_ids.TryAdd(Key(left, right), id))
            {
                throw new InvalidDataException($"The model's vocabulary is damaged: the token {id} is the pair ({left}, {right}), which is there already or made of later tokens.");
            }

            _lengths[id] = _lengths[left] + _lengths[right];
            if (_lengths[id] > LongestToken)
            {
                throw new InvalidDataException($"The model's vocabulary is damaged: the token {id} has {_lengths[id]} bytes, more than the {LongestToken} that a token may have.");
            }
        }
    }

    public int[] Pairs { get; }

    public int Size => _lengths.Length;

    /// <summary>How many bytes a token has.</summary>
    public int Length(int id) => _lengths[id];

    /// <summary>The token for a pair; the lower of two is joined first.</summary>
    public bool TryJoin(int left, int right, out int id) => _ids.TryGetValue(Key(left, right), out id);

    /// <summary>Writes the bytes that a token stands for; special tokens stand for none.</summary>
    public void WriteBytes(int id, Stream bytes)
    {
        var open = new Stack<int>([id]);
        while (open.TryPop(out int next))
        {
            if (next >= FirstPairId)
            {
                (int left, int right) = PairOf(next);
                open.Push(right);
                open.Push(left);
            }
            else if (next >= FirstByteId)
            {
                bytes.WriteByte((byte)(next - FirstByteId));
            }
        }
    }

    public static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    private (int Left, int Right) PairOf(int id)
    {
        int at = (id - FirstPairId) * 2;
        return (Pairs[at], Pairs[at + 1]);
    }
}
