namespace Muon.MLNet.Text.Tokenization;

/// <summary>A byte-level vocabulary as GPT-2 and RoBERTa have it on file.</summary>
/// <param name="Tokens">The tokens of encoder.json, in the order of their ids there.</param>
/// <param name="Merges">The pairs of vocab.bpe, in their order, a space between the two.</param>
/// <param name="Order">The model's own ids, where there is a dict.txt.</param>
internal sealed record BytePairVocabulary(string[] Tokens, string[] Merges, BytePairOrder? Order)
{
    /// <summary>Whether a token is a name, not bytes of text.</summary>
    public static bool IsSpecial(string token) =>
        (token.StartsWith('<') && token.EndsWith('>')) || (token.StartsWith('[') && token.EndsWith(']')) || token.StartsWith("madeupword", StringComparison.Ordinal);
}
