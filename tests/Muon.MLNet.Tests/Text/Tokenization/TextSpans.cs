using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Tests.Text.Tokenization;

internal static class TextSpans
{
    /// <summary>The parts of the tokens are the whole text, in its order; two parts are apart or the same.</summary>
    public static void AssertTile(string text, IEnumerable<TextToken> tokens)
    {
        int start = 0;
        int end = 0;
        foreach (TextToken token in tokens)
        {
            bool same = (token.Start, token.Start + token.Length) == (start, end);
            bool touches = token.Start == end;
            bool overlaps = token.Start >= start && token.Start < end && token.Start + token.Length >= end;
            Assert.IsTrue(token.Length > 0 && (same || touches || overlaps), $"{token} after {start}..{end} of '{text}'");
            (start, end) = (token.Start, token.Start + token.Length);
        }

        Assert.AreEqual(text.Length, end, text);
    }
}
