using System.Text;
using Microsoft.ML.Tokenizers;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>BERT's tokens, from its <c>vocab.txt</c>.</summary>
internal sealed class WordPieceFileTokenizer : ITextTokenizer
{
    private readonly string[] _vocabulary;
    private readonly bool _lowerCase;
    private readonly BertTokenizer _words;

    /// <param name="vocabulary">Tokens that passed <see cref="WordPieceVocabulary.Check"/>; a token's place is its id.</param>
    /// <param name="lowerCase">Whether the model is an uncased one.</param>
    public WordPieceFileTokenizer(string[] vocabulary, bool lowerCase)
    {
        _vocabulary = vocabulary;
        _lowerCase = lowerCase;

        // Normalising and dividing are done here: for positions in the original, and for what the real package does otherwise than BERT.
        var options = new BertOptions { ApplyBasicTokenization = false, SplitOnSpecialTokens = false, PreTokenizer = new BertPreTokenizer() };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary)));
        _words = BertTokenizer.Create(stream, options);
        Special = new SpecialTokenIds(_words.ClassificationTokenId, _words.SeparatorTokenId, _words.UnknownTokenId, _words.MaskingTokenId);
    }

    public int VocabularySize => _vocabulary.Length;

    public int PaddingId => _words.PaddingTokenId;

    public SpecialTokenIds Special { get; }

    /// <summary>Reads a <c>vocab.txt</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lowerCase">Whether the model is an uncased one; null: as the vocabulary looks, which in such a model has no capital letter.</param>
    /// <param name="expectedEntries">How many tokens the weights were trained for, where that is known.</param>
    /// <exception cref="InvalidDataException">The file is cut off, damaged, or of another kind.</exception>
    public static WordPieceFileTokenizer Read(string path, bool? lowerCase = null, int? expectedEntries = null)
    {
        string[] vocabulary = WordPieceVocabulary.Read(path, expectedEntries);
        return new WordPieceFileTokenizer(vocabulary, lowerCase ?? !vocabulary.Any(HasCapital));
    }

    public void Encode(ReadOnlySpan<char> text, List<TextToken> tokens)
    {
        MappedText mapped = BertNormalization.Apply(text, _lowerCase);
        foreach (EncodedToken token in _words.EncodeToTokens(mapped.Text, out _, considerPreTokenization: true, considerNormalization: false))
        {
            tokens.Add(mapped.Token(token.Id, token.Offset.Start.Value, token.Offset.End.Value));
        }
    }

    public byte[] ToPayload() => TokenizerPayload.Write(new TokenizerConfiguration
    {
        Kind = TokenizerKind.WordPiece,
        LowerCase = _lowerCase,
        Tokens = _vocabulary,
    });

    private static bool HasCapital(string token) => token[0] != '[' && token.AsSpan().ContainsAnyInRange('A', 'Z');
}
