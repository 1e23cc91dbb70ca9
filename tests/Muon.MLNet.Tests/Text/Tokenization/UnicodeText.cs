using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Muon.MLNet.Tests.Text.Tokenization;

/// <summary>Random text of every kind of character.</summary>
internal static class UnicodeText
{
    private static readonly string[] Marked = ["e\u0301", "한", "각", "हिन्दी", "ไทย", "שָׁלוֹם", "العربية", "👩‍👩‍👧", "❤️", "🇩🇪", "Å", "ﬁ", "İ", "ǅ", "\uFFFE", "\uFFFF", "\0", "don't", "   ", "\r\n", "\u0344"];

    private static Gen<string> AnyRune => Gen.Choose(0, 0x10FFFF - 0x800).Select(value => new Rune(value < 0xD800 ? value : value + 0x800).ToString());

    private static Gen<string> Piece => Gen.Frequency(
        (4, Gen.Choose(' ', '~').Select(c => ((char)c).ToString())),
        (2, Gen.Choose(0xA0, 0x17FF).Select(c => ((char)c).ToString())),
        (2, AnyRune),
        (2, Gen.Elements(Marked)));

    /// <summary>Without lone surrogates.</summary>
    public static Arbitrary<string> WellFormed => Piece.ListOf().Select(string.Concat).ToArbitrary();
}
