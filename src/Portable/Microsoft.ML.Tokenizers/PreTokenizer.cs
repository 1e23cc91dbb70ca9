namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts a text into the pieces that are looked up on their own, given as offset and length.</summary>
public abstract class PreTokenizer
{
    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);
}
