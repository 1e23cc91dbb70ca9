using Microsoft.ML.Tokenizers;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>The byte pairs of GPT-2 and RoBERTa, from their files. Every text has an encoding, and the encoding gives it back.</summary>
internal sealed class BytePairFileTokenizer : ITextTokenizer
{
    private readonly BytePairVocabulary _vocabulary;
    private readonly TokenBytes _bytes;
    private readonly BpeTokenizer _pairs;

    /// <summary>The token behind each of the model's ids; null where the two are the same.</summary>
    private readonly int[]? _tokensOfIds;

    /// <param name="vocabulary">A vocabulary that passed <see cref="BytePairChecks"/>.</param>
    public BytePairFileTokenizer(BytePairVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _bytes = new TokenBytes([.. vocabulary.Tokens.Select(t => ByteAlphabet.Spells(t) ? ByteAlphabet.ToBytes(t) : [])]);
        _pairs = BpeTokenizer.Create(new BpeOptions(vocabulary.Tokens.Select((t, i) => KeyValuePair.Create(t, i)))
        {
            ByteLevel = true,
            Merges = vocabulary.Merges,
            PreTokenizer = new WordPreTokenizer(),
        });
        (VocabularySize, PaddingId, Special) = BytePairIds.Of(vocabulary);
        _tokensOfIds = vocabulary.Order is { } order ? Inverse(order.Ids, VocabularySize) : null;
    }

    public int VocabularySize { get; }

    public int PaddingId { get; }

    public SpecialTokenIds Special { get; }

    /// <inheritdoc cref="BytePairFiles.Read"/>
    public static BytePairFileTokenizer Read(string encoder, string merges, string? dictionary = null) => new(BytePairFiles.Read(encoder, merges, dictionary));

    public void Encode(ReadOnlySpan<char> text, List<TextToken> tokens)
    {
        string known = WellFormedText.Of(text);
        var position = new BytePosition(known);
        foreach (int id in _pairs.EncodeToIds(known, considerPreTokenization: true, considerNormalization: false))
        {
            (int start, int end) = position.Take(_bytes.Length(id));
            tokens.Add(new TextToken(_vocabulary.Order?.Ids[id] ?? id, start, end - start));
        }
    }

    /// <summary>The text that was encoded; ids of special tokens stand for nothing.</summary>
    public string Decode(IEnumerable<int> ids) => _bytes.Decode(_tokensOfIds is { } tokens ? ids.Select(id => tokens[id]) : ids);

    public byte[] ToPayload() => TokenizerPayload.Write(new TokenizerConfiguration
    {
        Kind = TokenizerKind.BytePair,
        Tokens = _vocabulary.Tokens,
        Merges = _vocabulary.Merges,
        Ids = _vocabulary.Order?.Ids,
        IdLines = _vocabulary.Order?.Lines ?? 0,
    });

    private static int[] Inverse(int[] ids, int size)
    {
        var tokens = new int[size];
        Array.Fill(tokens, -1);
        for (int token = 0; token < ids.Length; token++)
        {
            tokens[ids[token]] = token;
        }

        return tokens;
    }
}
