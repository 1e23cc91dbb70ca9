namespace Microsoft.ML.Tokenizers;

public class WordPieceOptions
{
    internal const int MaxInputCharsPerWord = 100;
    internal const string ContinuingSubwordPrefix = "##";
    internal const string UnknownToken = "[UNK]";

    public PreTokenizer PreTokenizer { get; set; }
}
