using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>
/// Real numbers: [+-] digits [marker digits] [e [+-] digits] with blanks around, or one of the names of infinity;
/// everything else is NaN. Correctly rounded: short numbers by one exact division, others by the runtime.
/// </summary>
internal static class RealParser
{
    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];

    public static bool Parse(ReadOnlySpan<char> text, char marker, out float value)
    {
        if (SmallInteger(text) is var integer && integer >= 0)
        {
            value = integer;
        }
        else if (Scan(ref text, marker, out ulong digits, out int scale, out bool negative) is var known && known == Number.Short && digits <= 1 << 24 && scale <= 10)
        {
            float exact = digits / (float)Powers[scale];
            value = negative ? -exact : exact;
        }
        else
        {
            value = known == Number.None ? (float)Named(text) : float.Parse(Invariant(text, marker), CultureInfo.InvariantCulture);
        }

        return true;
    }

    public static bool Parse(ReadOnlySpan<char> text, char marker, out double value)
    {
        if (Scan(ref text, marker, out ulong digits, out int scale, out bool negative) is var known && known == Number.Short && digits <= 1UL << 53 && scale <= 22)
        {
            double exact = digits / Powers[scale];
            value = negative ? -exact : exact;
        }
        else
        {
            value = known == Number.None ? Named(text) : double.Parse(Invariant(text, marker), CultureInfo.InvariantCulture);
        }

        return true;
    }

    /// <summary>Up to seven digits, the commonest number in tables; -1 for anything else.</summary>
    private static int SmallInteger(ReadOnlySpan<char> text)
    {
        int value = 0;
        if (text.Length > 7)
        {
            return -1;
        }

        foreach (char c in text)
        {
            uint digit = (uint)c - '0';
            if (digit > 9)
            {
                return -1;
            }

            value = (value * 10) + (int)digit;
        }

        return value;
    }

    private enum Number
    {
        None,
        Short,
        Long,
    }

    /// <summary>Checks the form and, where 18 digits hold it, gives the number as digits / 10^scale.</summary>
    private static Number Scan(ref ReadOnlySpan<char> text, char marker, out ulong digits, out int scale, out bool negative)
    {
        digits = 0;
        scale = 0;
        int at = 0;
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            text = text.Trim();
        }

        negative = text is ['-', ..];
        if (negative || text is ['+', ..])
        {
            at++;
        }

        int first = at;
        int point = -1;
        for (; at < text.Length; at++)
        {
            uint digit = (uint)text[at] - '0';
            if (digit <= 9)
            {
                digits = unchecked((digits * 10) + digit);
            }
            else if (text[at] == marker && point < 0)
            {
                point = at;
            }
            else
            {
                break;
            }
        }

        int count = at - first - (point < 0 ? 0 : 1);
        scale = point < 0 ? 0 : at - point - 1;
        if (count == 0)
        {
            return Number.None;
        }

        if (at == text.Length)
        {
            return count <= 18 ? Number.Short : Number.Long;
        }

        if (text[at] is not ('e' or 'E'))
        {
            return Number.None;
        }

        at++;
        if (at < text.Length && text[at] is '+' or '-')
        {
            at++;
        }

        return at < text.Length && text[at..].IndexOfAnyExceptInRange('0', '9') < 0 ? Number.Long : Number.None;
    }

    private static double Named(ReadOnlySpan<char> text) => text switch
    {
        "Infinity" or "∞" => double.PositiveInfinity,
        "-Infinity" or "-∞" => double.NegativeInfinity,
        _ => double.NaN,
    };

    private static ReadOnlySpan<char> Invariant(ReadOnlySpan<char> text, char marker) => marker == '.' ? text : text.ToString().Replace(marker, '.');
}
