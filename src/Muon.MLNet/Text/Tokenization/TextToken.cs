namespace Muon.MLNet.Text.Tokenization;

/// <summary>A token and the part of the original text that it stands for.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Start">Where its part begins, in UTF-16 units.</param>
/// <param name="Length">How long its part is; tokens that share a character (its bytes are more than one token) have the same part.</param>
internal readonly record struct TextToken(int Id, int Start, int Length);
