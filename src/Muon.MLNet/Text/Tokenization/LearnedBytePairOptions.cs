namespace Muon.MLNet.Text.Tokenization;

/// <summary>What is learned on the training texts.</summary>
internal sealed record LearnedBytePairOptions
{
    /// <summary>How many tokens there are at most: 4 special ones, 256 bytes, and the rest learned.</summary>
    public int VocabularySize { get; init; } = 8_000;

    /// <summary>Whether text is put in lower case, invariantly.</summary>
    public bool LowerCase { get; init; }

    /// <summary>Whether text is brought into normal form C, so that an accented letter is the same however it was typed.</summary>
    public bool Compose { get; init; } = true;
}
