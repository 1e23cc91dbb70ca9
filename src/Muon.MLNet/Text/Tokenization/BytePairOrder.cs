namespace Muon.MLNet.Text.Tokenization;

/// <summary>The ids of RoBERTa: four special tokens, the lines of dict.txt, and the mask.</summary>
/// <param name="Ids">The model's id for each token of encoder.json.</param>
/// <param name="Lines">How many lines the dictionary has, among them ones for no token.</param>
internal sealed record BytePairOrder(int[] Ids, int Lines)
{
    public const int StartId = 0;
    public const int PaddingId = 1;
    public const int SeparatorId = 2;
    public const int UnknownId = 3;

    /// <summary>The id of the dictionary's first line.</summary>
    public const int FirstLineId = 4;

    /// <summary>Dictionaries are filled up to a round number of ids.</summary>
    private const int MostOtherLines = 1024;

    public int MaskId => FirstLineId + Lines;

    /// <summary>Whether every token has an id of its own among those of the dictionary, which has not many lines besides.</summary>
    public bool Fits(int tokens) => Ids.Length == tokens && Lines >= tokens && Lines - tokens <= MostOtherLines
        && Ids.Distinct().Count() == tokens && Array.TrueForAll(Ids, id => id >= FirstLineId && id < MaskId);
}
