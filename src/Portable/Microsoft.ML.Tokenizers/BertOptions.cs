namespace Microsoft.ML.Tokenizers;

public sealed class BertOptions : WordPieceOptions
{
    internal const string SeparatorToken = "[SEP]";
    internal const string PaddingToken = "[PAD]";
    internal const string ClassificationToken = "[CLS]";
    internal const string MaskingToken = "[MASK]";

    public bool ApplyBasicTokenization { get; set; } = true;

    public bool SplitOnSpecialTokens { get; set; } = true;
}
