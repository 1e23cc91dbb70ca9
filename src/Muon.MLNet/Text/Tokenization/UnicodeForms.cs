using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Unicode's normal forms of well-formed text.</summary>
internal static class UnicodeForms
{
    /// <summary>The one code point that .NET refuses to normalise. It is its own normal form.</summary>
    public const char Refused = '\uFFFE';

    /// <summary>The canonical decomposition of a character.</summary>
    public static string Decompose(Rune rune)
    {
        string text = rune.ToString();
        return rune.Value == Refused ? text : text.Normalize(NormalizationForm.FormD);
    }

    /// <summary>The composed form in which characters that differ in looks only are the same (NFKC).</summary>
    /// <param name="text">Well-formed text.</param>
    public static string Compatible(string text) => text.Replace(Refused, '\uFFFD').Normalize(NormalizationForm.FormKC);
}
