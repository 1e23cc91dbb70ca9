namespace Muon.MLNet.Text.Tokenization;

/// <summary>Text to token ids. Instances do not change and may be used by several threads.</summary>
internal interface ITextTokenizer
{
    /// <summary>Ids are less than this.</summary>
    int VocabularySize { get; }

    /// <summary>The id that fills up a batch; no text is encoded to it.</summary>
    int PaddingId { get; }

    SpecialTokenIds Special { get; }

    /// <summary>
    /// Adds the tokens of <paramref name="text"/>, in its order and without special ones before or behind it. Words that look like
    /// special tokens are text like any other. Lone surrogates are read as U+FFFD. Takes time in proportion to the length.
    /// </summary>
    void Encode(ReadOnlySpan<char> text, List<TextToken> tokens);

    /// <summary>The tokenizer as bytes, which <see cref="TokenizerPayload.Read"/> reads.</summary>
    byte[] ToPayload();
}
