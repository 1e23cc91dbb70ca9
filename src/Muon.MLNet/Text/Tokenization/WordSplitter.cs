using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>
/// Cuts text into the pieces within which bytes are paired: runs of letters, of digits, of white space and of anything else, each
/// with the one space before it, and the English endings 's 't 'd 'm 're 've 'll. These are the pieces of GPT-2's and RoBERTa's
/// tokenizers, except that a run is cut after <see cref="LongestPiece"/> characters, which keeps the time in proportion to the length.
/// </summary>
internal static class WordSplitter
{
    /// <summary>Pieces are no longer than this, in UTF-16 units.</summary>
    public const int LongestPiece = 1024;

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    private enum Kind
    {
        Space,
        Letter,
        Digit,
        Other,
        Mark,
    }

    /// <summary>Where the piece ends that begins at <paramref name="start"/>.</summary>
    /// <param name="text">Well-formed text.</param>
    /// <param name="start">A position before the end.</param>
    /// <param name="marksJoin">
    /// Whether combining marks and joiners belong to what stands before them, as they do in Hindi, in Thai and in emoji; GPT-2 takes
    /// them for something else than letters.
    /// </param>
    public static int EndOfPiece(ReadOnlySpan<char> text, int start, bool marksJoin)
    {
        if (text[start] == '\'' && LengthOfEnding(text[(start + 1)..]) is > 0 and int ending)
        {
            return start + 1 + ending;
        }

        int first = start + (text[start] == ' ' && start + 1 < text.Length ? 1 : 0);
        Kind kind = KindAt(text, first, marksJoin, out _);
        if (kind == Kind.Space)
        {
            return EndOfSpace(text, start, marksJoin);
        }

        int last = Math.Min(text.Length, start + LongestPiece);
        int end = first;
        while (end < last)
        {
            Kind next = KindAt(text, end, marksJoin, out int length);
            if ((next != kind && next != Kind.Mark) || end + length > last)
            {
                break;
            }

            end += length;
        }

        return end;
    }

    /// <summary>White space up to the end of the text; before something else, its last character is left to that.</summary>
    private static int EndOfSpace(ReadOnlySpan<char> text, int start, bool marksJoin)
    {
        int end = start + 1;
        int last = Math.Min(text.Length, start + LongestPiece);
        while (end < last && KindAt(text, end, marksJoin, out _) == Kind.Space)
        {
            end++;
        }

        return end == last || end - start == 1 ? end : end - 1;
    }

    private static int LengthOfEnding(ReadOnlySpan<char> text) => text switch
    {
        ['s' or 't' or 'd' or 'm', ..] => 1,
        ['r' or 'v', 'e', ..] or ['l', 'l', ..] => 2,
        _ => 0,
    };

    private static Kind KindAt(ReadOnlySpan<char> text, int at, bool marksJoin, out int length)
    {
        Rune.DecodeFromUtf16(text[at..], out Rune rune, out length);
        return Rune.IsWhiteSpace(rune) ? Kind.Space : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format when marksJoin && rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner => Kind.Mark,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark when marksJoin => Kind.Mark,
            _ => Kind.Other,
        };
    }
}
