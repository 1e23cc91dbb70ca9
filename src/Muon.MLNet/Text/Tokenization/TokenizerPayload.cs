using System.Text.Json;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>A tokenizer as bytes, and back.</summary>
internal static class TokenizerPayload
{
    public static byte[] Write(TokenizerConfiguration configuration) => JsonSerializer.SerializeToUtf8Bytes(configuration, TokenizerJson.Default.TokenizerConfiguration);

    /// <summary>Builds the tokenizer that <see cref="ITextTokenizer.ToPayload"/> wrote. What is allocated is in proportion to the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no tokenizer.</exception>
    public static ITextTokenizer Read(ReadOnlySpan<byte> payload)
    {
        TokenizerConfiguration configuration = Configuration(payload);
        return configuration.Kind switch
        {
            TokenizerKind.Learned => Learned(configuration),
            TokenizerKind.WordPiece => WordPiece(configuration),
            TokenizerKind.BytePair => BytePair(configuration),
            _ => throw new InvalidDataException($"The model's tokenizer is of the kind {configuration.Kind}, which this version does not know."),
        };
    }

    private static TokenizerConfiguration Configuration(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, TokenizerJson.Default.TokenizerConfiguration) ?? throw new InvalidDataException("The model has no tokenizer.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The model's tokenizer is not valid JSON of the expected form.", error);
        }
    }

    private static LearnedBytePairTokenizer Learned(TokenizerConfiguration configuration) =>
        new(new LearnedVocabulary(configuration.Pairs ?? throw new InvalidDataException("The model's tokenizer has no vocabulary.")), configuration.LowerCase, configuration.Compose);

    private static WordPieceFileTokenizer WordPiece(TokenizerConfiguration configuration)
    {
        string[] tokens = Whole(configuration.Tokens);
        WordPieceVocabulary.Check(tokens, (_, problem, _) => Damaged(problem));
        return new WordPieceFileTokenizer(tokens, configuration.LowerCase);
    }

    private static BytePairFileTokenizer BytePair(TokenizerConfiguration configuration)
    {
        BytePairOrder? order = configuration.Ids is { } ids ? new BytePairOrder(ids, configuration.IdLines) : null;
        var vocabulary = new BytePairVocabulary(Whole(configuration.Tokens), Whole(configuration.Merges), order);
        BytePairChecks.Check(vocabulary, Damaged, (_, problem) => Damaged(problem));
        if (order is not null && !order.Fits(vocabulary.Tokens.Length))
        {
            throw Damaged("its ids are not those of its tokens.");
        }

        return new BytePairFileTokenizer(vocabulary);
    }

    private static string[] Whole(string[]? entries) => entries is not null && Array.TrueForAll(entries, e => e is not null)
        ? entries
        : throw new InvalidDataException("The model's tokenizer has no vocabulary.");

    private static InvalidDataException Damaged(string problem) => new($"The model's vocabulary is damaged: {problem}");
}
