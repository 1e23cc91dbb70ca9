using System.Globalization;
using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>How BERT's basic tokenizer sorts characters.</summary>
internal static class BertCharacters
{
    /// <summary>Whether the character stands alone: punctuation, every ASCII symbol among it, and CJK ideographs.</summary>
    public static bool StandsAlone(Rune rune) => rune.IsAscii
        ? char.IsBetween((char)rune.Value, '!', '~') && !char.IsAsciiLetterOrDigit((char)rune.Value)
        : IsIdeograph(rune.Value) || Rune.IsPunctuation(rune);

    /// <summary>Control and format characters, and what could not be decoded; the ones of these that are white space are kept.</summary>
    public static bool IsDropped(Rune rune) => rune.Value is not ('\t' or '\n' or '\r')
        && (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format);

    /// <summary>The blocks that BERT calls Chinese: neither Hangul nor the Japanese syllabaries.</summary>
    private static bool IsIdeograph(int value) => value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
