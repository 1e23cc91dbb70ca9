using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text;

/// <summary>
/// The words of a text in any language: runs of letters, digits, marks and connectors. Ideographs, which are written without spaces, and all
/// other visible characters are words of their own.
/// </summary>
internal static class TextWords
{
    /// <summary>Finds the words in their order.</summary>
    public static IEnumerable<Range> Of(string text)
    {
        int start = -1;
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                rune = Rune.ReplacementChar; // a lone surrogate, one unit long like this
            }

            bool isPart = IsPart(rune);
            if (!isPart && start >= 0)
            {
                yield return start..i;
                start = -1;
            }

            if (isPart)
            {
                start = start < 0 ? i : start;
            }
            else if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            {
                yield return i..(i + rune.Utf16SequenceLength);
            }

            i += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            yield return start..text.Length;
        }
    }

    private static bool IsPart(Rune rune) => !IsIdeograph(rune) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.ConnectorPunctuation;

    // Han, with its extensions and compatibility forms, and kana: the scripts that Unicode says are broken between any two characters.
    private static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
