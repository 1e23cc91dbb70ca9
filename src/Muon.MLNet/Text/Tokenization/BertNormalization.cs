using System.Buffers;
using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>
/// The normalisation of BERT's basic tokenizer, a character at a time: control and format characters are dropped, and in uncased
/// models letters are decomposed (NFD), stripped of non-spacing marks and put in lower case (invariant, the final sigma no exception).
/// </summary>
internal static class BertNormalization
{
    private static readonly SearchValues<char> PlainCased = SearchValues.Create(Printable(static _ => true));
    private static readonly SearchValues<char> PlainUncased = SearchValues.Create(Printable(static c => !char.IsAsciiLetterUpper(c)));

    public static MappedText Apply(ReadOnlySpan<char> text, bool lowerCase)
    {
        if (!text.ContainsAnyExcept(lowerCase ? PlainUncased : PlainCased))
        {
            return new MappedText(new string(text), Starts: null, Ends: null);
        }

        var result = new MappedTextBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        int at = 0;
        while (at < text.Length)
        {
            // What is no character at all is decoded as U+FFFD, and dropped.
            Rune.DecodeFromUtf16(text[at..], out Rune rune, out int length);
            if (!BertCharacters.IsDropped(rune))
            {
                if (lowerCase && !rune.IsAscii)
                {
                    AddUncased(result, rune, at, length);
                }
                else
                {
                    Rune kept = lowerCase ? Rune.ToLowerInvariant(rune) : rune;
                    result.Add(units[..kept.EncodeToUtf16(units)], at, at + length);
                }
            }

            at += length;
        }

        return result.Build();
    }

    private static void AddUncased(MappedTextBuilder result, Rune rune, int at, int length)
    {
        Span<char> units = stackalloc char[2];
        foreach (Rune part in UnicodeForms.Decompose(rune).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                result.Add(units[..Rune.ToLowerInvariant(part).EncodeToUtf16(units)], at, at + length);
            }
        }
    }

    private static string Printable(Func<char, bool> condition) => string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(condition));
}
