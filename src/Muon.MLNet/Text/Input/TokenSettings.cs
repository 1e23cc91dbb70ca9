namespace Muon.MLNet.Text;

/// <summary>How tokens become what a network reads; travels in the model.</summary>
/// <param name="MaxLength">The largest number of tokens of a text or a pair, those at its start, between and at its end included.</param>
/// <param name="HasSegments">Whether the second text of a pair has segment 1, as in BERT.</param>
/// <param name="DoubleSeparator">Whether two separators stand between the texts of a pair, as in RoBERTa.</param>
internal sealed record TokenSettings(int MaxLength, bool HasSegments, bool DoubleSeparator)
{
    public const int LeastLength = 8;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        if (MaxLength < LeastLength)
        {
            throw new InvalidDataException($"The model reads {MaxLength} tokens of a text; at least {LeastLength} are needed.");
        }
    }
}
