namespace Muon.MLNet;

/// <summary>What a text network of your own has to fit.</summary>
/// <param name="VocabularySize">Token ids are less than this.</param>
/// <param name="PaddingId">The id that fills up the texts of a batch, at their ends.</param>
/// <param name="MaxLength">The largest number of tokens of a text.</param>
/// <param name="Classes">The number of classes.</param>
public sealed record TextNetworkShape(int VocabularySize, int PaddingId, int MaxLength, int Classes);
