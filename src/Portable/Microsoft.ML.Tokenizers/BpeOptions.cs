namespace Microsoft.ML.Tokenizers;

public sealed class BpeOptions
{
    public BpeOptions(IEnumerable<KeyValuePair<string, int>> vocabulary)
    {
        Vocabulary = vocabulary ?? throw new ArgumentNullException(nameof(vocabulary));
    }

    public bool ByteLevel { get; set; }

    /// <summary>Pairs of entries with a space between, the first to be joined first.</summary>
    public IEnumerable<string> Merges { get; set; }

    public PreTokenizer PreTokenizer { get; set; }

    internal IEnumerable<KeyValuePair<string, int>> Vocabulary { get; }
}
