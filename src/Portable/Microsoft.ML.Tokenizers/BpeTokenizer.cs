namespace Microsoft.ML.Tokenizers;

/// <summary>Byte-pair encoding over the bytes of UTF-8.</summary>
public sealed class BpeTokenizer : Tokenizer
{
    private readonly Dictionary<string, int> _vocabulary = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = [];
    private readonly int[] _idsOfBytes;

    private BpeTokenizer(BpeOptions options)
        : base(options.PreTokenizer)
    {
        foreach ((string token, int id) in options.Vocabulary)
        {
            _vocabulary.Add(token, id);
        }

        foreach (string merge in options.Merges ?? [])
        {
            int space = merge.IndexOf(' ');
            if (space < 0 || space == merge.Length - 1 || merge.IndexOf(' ', space + 1) >= 0)
            {
                throw new InvalidOperationException($"Invalid merge: '{merge}'.");
            }

            string left = merge[..space];
            string right = merge[(space + 1)..];
            _merges.Add((IdOf(left), IdOf(right)), (_merges.Count, IdOf(left + right)));
        }

        _idsOfBytes = [.. ByteCharacters.All.Select(c => _vocabulary.TryGetValue(c.ToString(), out int id) ? id : -1)];
    }

    public static BpeTokenizer Create(BpeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.ByteLevel ? new BpeTokenizer(options) : throw new NotSupportedException("The portable BpeTokenizer works on bytes only; set ByteLevel.");
    }

    private int IdOf(string token) => _vocabulary.TryGetValue(token, out int id)
        ? id
        : throw new InvalidOperationException($"Trying to merge a token '{token}' which does not exist in the vocabulary.");

    private protected override void EncodePiece(ReadOnlySpan<char> piece, int offset, List<EncodedToken> tokens)
    {
        var word = new MergedWord(piece, _idsOfBytes);
        word.MergeAll(_merges);
        word.AddTo(tokens, offset);
    }
}
