using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>Brings text into normal form C and, if wanted, into lower case (invariant, a character at a time), and knows where everything comes from.</summary>
internal static class TextNormalization
{
    public static MappedText Apply(ReadOnlySpan<char> text, bool compose, bool lowerCase)
    {
        string known = WellFormedText.Of(text);
        bool composed = !compose || UnicodeForms.IsComposed(known);
        if (composed && !lowerCase)
        {
            return new MappedText(known, Starts: null, Ends: null);
        }

        string lower = composed ? LowerCase(known) : known;
        return composed && lower.Length == known.Length ? new MappedText(lower, Starts: null, Ends: null) : ByParts(known, compose, lowerCase);
    }

    private static MappedText ByParts(string text, bool compose, bool lowerCase)
    {
        var result = new MappedTextBuilder(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int end = UnicodeForms.EndOfPart(text, start);
            string part = text[start..end];
            string normal = compose ? UnicodeForms.Compose(part) : part;
            normal = lowerCase ? LowerCase(normal) : normal;
            if (normal.Length == part.Length)
            {
                for (int i = 0; i < normal.Length; i++)
                {
                    result.Add(normal.AsSpan(i, 1), start + i, start + i + 1);
                }
            }
            else
            {
                result.Add(normal, start, end);
            }

            start = end;
        }

        return result.Build();
    }

    private static string LowerCase(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            result.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return result.ToString();
    }
}
