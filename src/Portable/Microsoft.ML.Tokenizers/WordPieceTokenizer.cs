namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts a word into the longest entries of the vocabulary, from the left; a word that cannot be cut so is unknown as a whole.</summary>
public class WordPieceTokenizer : Tokenizer
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private protected WordPieceTokenizer(Dictionary<string, int> vocabulary, WordPieceOptions options)
        : base(options.PreTokenizer)
    {
        _vocabulary = vocabulary;
        _lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        UnknownTokenId = vocabulary.TryGetValue(WordPieceOptions.UnknownToken, out int id)
            ? id
            : throw new ArgumentException($"The unknown token '{WordPieceOptions.UnknownToken}' is not in the vocabulary.");
    }

    public int UnknownTokenId { get; }

    /// <summary>An entry a line, whose number is its id; empty lines are counted and left out.</summary>
    private protected static Dictionary<string, int> ReadVocabulary(Stream stream)
    {
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        using var reader = new StreamReader(stream, leaveOpen: true);
        for (int number = 0; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > 0)
            {
                vocabulary.Add(line, number);
            }
        }

        return vocabulary;
    }

    private protected int IdOf(string token) => _vocabulary[token];

    private protected override void EncodePiece(ReadOnlySpan<char> piece, int offset, List<EncodedToken> tokens)
    {
        int before = tokens.Count;
        int start = 0;
        bool known = piece.Length <= WordPieceOptions.MaxInputCharsPerWord;
        Span<char> buffer = stackalloc char[WordPieceOptions.ContinuingSubwordPrefix.Length + WordPieceOptions.MaxInputCharsPerWord];
        WordPieceOptions.ContinuingSubwordPrefix.CopyTo(buffer);
        while (known && start < piece.Length)
        {
            ReadOnlySpan<char> rest = piece[start..];
            int length = LongestEntry(rest, start > 0, buffer, out int id);
            known = length > 0;
            tokens.Add(new EncodedToken(id, new Range(offset + start, offset + start + length)));
            start += length;
        }

        if (!known)
        {
            tokens.RemoveRange(before, tokens.Count - before);
            tokens.Add(new EncodedToken(UnknownTokenId, new Range(offset, offset + piece.Length)));
        }
    }

    private int LongestEntry(ReadOnlySpan<char> rest, bool continues, Span<char> buffer, out int id)
    {
        int prefix = continues ? WordPieceOptions.ContinuingSubwordPrefix.Length : 0;
        rest.CopyTo(buffer[WordPieceOptions.ContinuingSubwordPrefix.Length..]);
        ReadOnlySpan<char> candidate = buffer[(WordPieceOptions.ContinuingSubwordPrefix.Length - prefix)..];
        for (int length = rest.Length; length > 0; length--)
        {
            if (_lookup.TryGetValue(candidate[..(prefix + length)], out id))
            {
                return length;
            }
        }

        id = 0;
        return 0;
    }
}
