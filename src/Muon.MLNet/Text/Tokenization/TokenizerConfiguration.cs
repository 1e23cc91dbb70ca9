namespace Muon.MLNet.Text.Tokenization;

/// <summary>What a model file says of a tokenizer; which of it there is depends on the kind.</summary>
internal sealed record TokenizerConfiguration
{
    public required TokenizerKind Kind { get; init; }

    /// <summary>Whether text is put in lower case.</summary>
    public bool LowerCase { get; init; }

    /// <summary>Whether text is brought into normal form C.</summary>
    public bool Compose { get; init; }

    /// <summary>The tokens, in the order of their ids, of the vocabularies that are read from files.</summary>
    public string[]? Tokens { get; init; }

    /// <summary>The pairs of tokens of a vocabulary that was read from a file, in their order, a space between the two.</summary>
    public string[]? Merges { get; init; }

    /// <summary>The pairs of ids of a learned vocabulary, in their order, one id after the other.</summary>
    public int[]? Pairs { get; init; }

    /// <summary>The model's id for each token where these have an order of their own (RoBERTa's dict.txt).</summary>
    public int[]? Ids { get; init; }

    /// <summary>How many lines dict.txt had.</summary>
    public int IdLines { get; init; }
}
