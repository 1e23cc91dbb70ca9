namespace Muon.MLNet.Text.Tokenization;

/// <summary>Ids of tokens that no text is encoded to; null where the vocabulary has none.</summary>
/// <param name="StartId">Stands before the text: <c>[CLS]</c>, <c>&lt;s&gt;</c>.</param>
/// <param name="SeparatorId">Stands behind a text: <c>[SEP]</c>, <c>&lt;/s&gt;</c>.</param>
/// <param name="UnknownId">Stands for what the vocabulary cannot express. The one special token that WordPiece does encode text to.</param>
/// <param name="MaskId">Stands for a token that is left out.</param>
internal sealed record SpecialTokenIds(int? StartId, int? SeparatorId, int? UnknownId, int? MaskId);
