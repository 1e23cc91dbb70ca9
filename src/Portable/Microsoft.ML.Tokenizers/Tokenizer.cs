namespace Microsoft.ML.Tokenizers;

/// <summary>Text to tokens: the pieces that the pre-tokenizer cuts, each encoded on its own. No normaliser is offered here.</summary>
public abstract class Tokenizer
{
    private readonly PreTokenizer _preTokenizer;

    private protected Tokenizer(PreTokenizer preTokenizer)
    {
        _preTokenizer = preTokenizer ?? throw new NotSupportedException("The portable tokenizers have no pre-tokenizer of their own; give one in the options.");
    }

    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, considerPreTokenization).ConvertAll(t => t.Id);

    public IReadOnlyList<EncodedToken> EncodeToTokens(string text, out string normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        normalizedText = null;
        return Encode(text, considerPreTokenization);
    }

    private List<EncodedToken> Encode(string text, bool considerPreTokenization)
    {
        List<EncodedToken> tokens = [];
        if (string.IsNullOrEmpty(text))
        {
            return tokens;
        }

        foreach ((int offset, int length) in considerPreTokenization ? _preTokenizer.PreTokenize(text) : [(0, text.Length)])
        {
            EncodePiece(text.AsSpan(offset, length), offset, tokens);
        }

        return tokens;
    }

    /// <summary>Adds the tokens of one piece, which begins at <paramref name="offset"/> of the text.</summary>
    private protected abstract void EncodePiece(ReadOnlySpan<char> piece, int offset, List<EncodedToken> tokens);
}
