namespace Muon.MLNet.Text;

/// <summary>Which n-grams of a text are features; travels in the model.</summary>
/// <param name="WordPairs">Whether pairs of neighbouring words count.</param>
/// <param name="MinCharacters">The shortest run of characters within a word; 0 for none.</param>
/// <param name="MaxCharacters">The longest run.</param>
/// <param name="LowerCase">Whether capital letters are read as small ones.</param>
/// <param name="MaxLength">How many words of a text are read, from its start; of each text of a pair.</param>
internal sealed record NGramSettings(bool WordPairs, int MinCharacters, int MaxCharacters, bool LowerCase, int MaxLength)
{
    private const int MostCharacters = 16;

    /// <summary>Checks values that come from a file.</summary>
    /// <exception cref="InvalidDataException">A value is out of range.</exception>
    public void Validate()
    {
        if (MinCharacters < 0 || MaxCharacters < MinCharacters || MaxCharacters > MostCharacters || MaxLength < 1)
        {
            throw new InvalidDataException($"The model's features are out of range: {this}.");
        }
    }
}
