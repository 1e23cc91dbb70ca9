using System.Buffers;
using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Text without lone surrogates.</summary>
internal static class WellFormedText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text as a string, U+FFFD in place of each lone surrogate, so that positions stay what they are.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        int at = NextLoneSurrogate(text, 0);
        if (at < 0)
        {
            return new string(text);
        }

        char[] copy = text.ToArray();
        for (; at >= 0; at = NextLoneSurrogate(copy, at + 1))
        {
            copy[at] = Replacement;
        }

        return new string(copy);
    }

    private static int NextLoneSurrogate(ReadOnlySpan<char> text, int from)
    {
        while (text[from..].IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and int distance)
        {
            from += distance;
            if (Rune.DecodeFromUtf16(text[from..], out _, out int consumed) != OperationStatus.Done)
            {
                return from;
            }

            from += consumed;
        }

        return -1;
    }
}
