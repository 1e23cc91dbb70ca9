using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Tests.Text.Tokenization;

internal static class TokenizerExtensions
{
    public static List<TextToken> Encode(this ITextTokenizer tokenizer, string text)
    {
        List<TextToken> tokens = [];
        tokenizer.Encode(text, tokens);
        return tokens;
    }

    public static int[] Ids(this ITextTokenizer tokenizer, string text) => [.. tokenizer.Encode(text).Select(t => t.Id)];

    /// <summary>The parts of the text that its tokens stand for.</summary>
    public static string[] Parts(this ITextTokenizer tokenizer, string text) => [.. tokenizer.Encode(text).Select(t => text.Substring(t.Start, t.Length))];
}
