using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>
/// Byte pairs that were learned on the training texts. Every text has an encoding, since each byte is a token, and the encoding gives
/// the normalised text back. A space is put before the text, so that its first word has the tokens that it has elsewhere.
/// </summary>
internal sealed class LearnedBytePairTokenizer : ITextTokenizer
{
    /// <summary>The smallest vocabulary: every byte, and nothing learned.</summary>
    public const int SmallestVocabulary = LearnedVocabulary.FirstPairId;

    /// <summary>The largest vocabulary.</summary>
    public const int LargestVocabulary = 1 << 20;

    private const char Before = ' ';

    private readonly LearnedVocabulary _vocabulary;
    private readonly bool _lowerCase;
    private readonly bool _compose;

    public LearnedBytePairTokenizer(LearnedVocabulary vocabulary, bool lowerCase, bool compose)
    {
        _vocabulary = vocabulary;
        _lowerCase = lowerCase;
        _compose = compose;
    }

    /// <summary>Gets a value indicating whether capital letters are read as small ones.</summary>
    public bool LowerCase => _lowerCase;

    public int VocabularySize => _vocabulary.Size;

    public int PaddingId => LearnedVocabulary.PaddingId;

    public SpecialTokenIds Special { get; } =
        new(LearnedVocabulary.StartId, LearnedVocabulary.SeparatorId, UnknownId: null, LearnedVocabulary.MaskId);

    /// <summary>Learns a vocabulary. The same texts, in any order, give the same one.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LearnedBytePairTokenizer Learn(IEnumerable<ReadOnlyMemory<char>> texts, LearnedBytePairOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.VocabularySize, SmallestVocabulary);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.VocabularySize, LargestVocabulary);
        Dictionary<string, long> pieces = new(StringComparer.Ordinal);
        foreach (ReadOnlyMemory<char> text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            string spaced = Before + TextNormalization.Apply(text.Span, options.Compose, options.LowerCase).Text;
            for (int start = 0; start < spaced.Length && spaced.Length > 1;)
            {
                int end = WordSplitter.EndOfPiece(spaced, start, marksJoin: true);
                string piece = spaced[start..end];
                pieces[piece] = pieces.GetValueOrDefault(piece) + 1;
                start = end;
            }
        }

        int[] pairs = BytePairLearner.Learn(pieces, options.VocabularySize - SmallestVocabulary, cancellation);
        return new LearnedBytePairTokenizer(new LearnedVocabulary(pairs), options.LowerCase, options.Compose);
    }

    /// <inheritdoc/>
    /// <remarks>The space before the text belongs to its first token; where it is a token by itself, that has a part of no length.</remarks>
    public void Encode(ReadOnlySpan<char> text, List<TextToken> tokens)
    {
        if (text.IsEmpty)
        {
            return;
        }

        MappedText mapped = TextNormalization.Apply(text, _compose, _lowerCase);
        string spaced = Before + mapped.Text;
        var joiner = new PairJoiner(_vocabulary);
        var position = new BytePosition(spaced);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(WordSplitter.LongestPiece)];
        List<int> ids = [];
        for (int start = 0; start < spaced.Length;)
        {
            int end = WordSplitter.EndOfPiece(spaced, start, marksJoin: true);
            ids.Clear();
            joiner.Join(bytes.AsSpan(0, Encoding.UTF8.GetBytes(spaced.AsSpan(start, end - start), bytes)), ids);
            foreach (int id in ids)
            {
                (int from, int to) = position.Take(_vocabulary.Length(id));
                tokens.Add(to == 1 ? new TextToken(id, 0, 0) : mapped.Token(id, Math.Max(0, from - 1), to - 1));
            }

            start = end;
        }
    }

    /// <summary>The normalised text that was encoded; special tokens stand for nothing.</summary>
    public string Decode(IEnumerable<int> ids)
    {
        using var bytes = new MemoryStream();
        foreach (int id in ids)
        {
            _vocabulary.WriteBytes(id, bytes);
        }

        string text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        return text.StartsWith(Before) ? text[1..] : text;
    }

    public byte[] ToPayload() => TokenizerPayload.Write(new TokenizerConfiguration
    {
        Kind = TokenizerKind.Learned,
        LowerCase = _lowerCase,
        Compose = _compose,
        Pairs = _vocabulary.Pairs,
    });
}
