using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Unicode's normal forms of well-formed text.</summary>
internal static class UnicodeForms
{
    /// <summary>The one code point that .NET refuses to normalise. It is its own normal form, and combines with nothing.</summary>
    private const char Refused = '\uFFFE';

    /// <summary>The canonical decomposition of a character.</summary>
    public static string Decompose(Rune rune)
    {
        string text = rune.ToString();
        return rune.Value == Refused ? text : text.Normalize(NormalizationForm.FormD);
    }

    /// <summary>The composed form in which characters that differ in looks only are the same (NFKC).</summary>
    /// <param name="text">Well-formed text.</param>
    public static string Compatible(string text) => text.Replace(Refused, '\uFFFD').Normalize(NormalizationForm.FormKC);

    /// <summary>Whether the text is in normal form C for certain.</summary>
    public static bool IsComposed(string text) => Ascii.IsValid(text) || (!text.Contains(Refused, StringComparison.Ordinal) && text.IsNormalized(NormalizationForm.FormC));

    /// <summary>A part in normal form C.</summary>
    public static string Compose(string part) => part[0] == Refused ? part : part.Normalize(NormalizationForm.FormC);

    /// <summary>Where the part ends that begins at <paramref name="start"/>: a character and the marks and jamo that may combine with it.</summary>
    /// <remarks>The normal form of a text is that of its parts, one after the other.</remarks>
    public static int EndOfPart(string text, int start)
    {
        bool refused = text[start] == Refused;
        int end = start + Rune.GetRuneAt(text, start).Utf16SequenceLength;
        while (!refused && end < text.Length && Rune.GetRuneAt(text, end) is var next && Combines(next))
        {
            end += next.Utf16SequenceLength;
        }

        return end;
    }

    /// <summary>Marks, the vowels and final consonants of Hangul, and the letters of Kirat Rai that do as marks do.</summary>
    private static bool Combines(Rune rune) => rune.Value is (>= 0x1160 and <= 0x11FF) or 0x16D63 or 0x16D67
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
