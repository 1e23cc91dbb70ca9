using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text;

/// <summary>
/// The words of a text in any language: runs of letters, digits, marks and connectors. Ideographs, which are written without spaces, and all
/// other visible characters are words of their own, with the marks on them. Characters that only say how others are shown, such as joiners and
/// the marks of direction, belong to the word around them.
/// </summary>
internal static class TextWords
{
    /// <summary>Finds the words in their order.</summary>
    public static IEnumerable<Range> Of(string text)
    {
        int start = -1;
        bool isRun = false; // whether the word that began at start goes on with letters
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                rune = Rune.ReplacementChar; // a lone surrogate, one unit long like this
            }

            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool isLetter = IsLetter(rune, category);
            bool goesOn = start >= 0 && (category is UnicodeCategory.Format || IsMark(category) || (isRun && isLetter));
            if (!goesOn && start >= 0)
            {
                yield return start..i;
                start = -1;
            }

            if (!goesOn && category is not UnicodeCategory.Format && !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            {
                (start, isRun) = (i, isLetter);
            }

            i += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            yield return start..text.Length;
        }
    }

    private static bool IsLetter(Rune rune, UnicodeCategory category) => !IsIdeograph(rune) && (IsMark(category) || category is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.ConnectorPunctuation);

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Han, with its extensions and compatibility forms, and kana: the scripts that Unicode says are broken between any two characters.
    private static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
