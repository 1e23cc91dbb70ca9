using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.Portable.MicrosoftML.Tests;

internal class NumberedRow
{
    public int Id;
    public float X;
    public string G;
}

/// <summary>The rows that a case describes, as in <c>Id = 0..19 (int), X = Id%4==3 ? NaN : Id*0.5f, G = "g" + Id%5</c>.</summary>
internal static partial class NumberedRows
{
    public static NumberedRow[] Parse(string text)
    {
        Match ids = Ids().Match(text);
        Match x = Xs().Match(text);
        Match g = Groups().Match(text);
        if (!ids.Success || x.Success != text.Contains("X =", StringComparison.Ordinal) || g.Success != text.Contains("G =", StringComparison.Ordinal))
        {
            throw GoldenCases.Unknown($"rows of the form '{text}'");
        }

        int first = Int(ids.Groups[1].Value);
        (int modulus, int missing, float step) = x.Success ? (Int(x.Groups[1].Value), Int(x.Groups[2].Value), float.Parse(x.Groups[3].Value, CultureInfo.InvariantCulture)) : (4, 3, 0.5f);
        int groups = g.Success ? Int(g.Groups[1].Value) : 5;
        return
        [
            .. Enumerable.Range(first, Int(ids.Groups[2].Value) - first + 1).Select(i => new NumberedRow
            {
                Id = i,
                X = i % modulus == missing ? float.NaN : i * step,
                G = "g" + (i % groups),
            }),
        ];
    }

    public static int[] Ids(this Microsoft.ML.IDataView view) => [.. view.GetColumn<int>("Id")];

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Id\s*=?\s*(\d+)\.\.(\d+)")]
    private static partial Regex Ids();

    [GeneratedRegex(@"X = Id%(\d+)==(\d+) \? NaN : Id\*([\d.]+)f")]
    private static partial Regex Xs();

    [GeneratedRegex(@"G = ""g"" \+ Id%(\d+)")]
    private static partial Regex Groups();
}
