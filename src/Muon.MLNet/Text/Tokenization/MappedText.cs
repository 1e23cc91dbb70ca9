namespace Muon.MLNet.Text.Tokenization;

/// <summary>A text after normalisation, which knows where in the original each of its characters comes from.</summary>
/// <param name="Text">The normalised text, well-formed.</param>
/// <param name="Starts">Where the origin of each character begins; null where all are where they were.</param>
/// <param name="Ends">Where the origin of each character ends; null with <paramref name="Starts"/>.</param>
internal sealed record MappedText(string Text, int[]? Starts, int[]? Ends)
{
    /// <summary>A token over the characters from <paramref name="from"/> up to <paramref name="to"/>, at least one.</summary>
    public TextToken Token(int id, int from, int to)
    {
        int start = Starts is null ? from : Starts[from];
        int end = Ends is null ? to : Ends[to - 1];
        return new TextToken(id, start, end - start);
    }
}
