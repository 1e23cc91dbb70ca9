namespace Microsoft.ML.Tokenizers;

public sealed class BertTokenizer : WordPieceTokenizer
{
    private BertTokenizer(Dictionary<string, int> vocabulary, BertOptions options)
        : base(vocabulary, options)
    {
        SeparatorTokenId = IdOf(BertOptions.SeparatorToken);
        PaddingTokenId = IdOf(BertOptions.PaddingToken);
        ClassificationTokenId = IdOf(BertOptions.ClassificationToken);
        MaskingTokenId = IdOf(BertOptions.MaskingToken);
    }

    public int SeparatorTokenId { get; }

    public int PaddingTokenId { get; }

    public int ClassificationTokenId { get; }

    public int MaskingTokenId { get; }

    public static BertTokenizer Create(Stream vocabStream, BertOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabStream);
        options ??= new BertOptions();
        if (options.ApplyBasicTokenization || options.SplitOnSpecialTokens)
        {
            throw new NotSupportedException("The portable BertTokenizer cuts words only; set ApplyBasicTokenization and SplitOnSpecialTokens to false.");
        }

        return new BertTokenizer(ReadVocabulary(vocabStream), options);
    }
}
