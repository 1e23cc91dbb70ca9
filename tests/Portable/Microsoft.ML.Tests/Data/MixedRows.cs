using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Muon.Testing;

#pragma warning disable CS0649 // The members are set by reflection.

namespace Muon.Portable.MicrosoftML.Tests;

internal sealed class MixedRow
{
    public int Id;
    public string S;
    [VectorType(2)]
    public float[] V;
}

/// <summary>The rows that a case describes, as in <c>Id int 1,2,3; S string a,b,a; V [VectorType(2)] float[] [1,2],[3,4],[5,6]</c>.</summary>
internal static partial class MixedRows
{
    public static MixedRow[] Parse(string text)
    {
        Match ids = Ids().Match(text);
        string[] names = Names().Match(text) is { Success: true } match ? match.Groups[1].Value.Split(',') : throw GoldenCases.Unknown($"rows of the form '{text}'");
        float[][] vectors = [.. Vectors().Matches(text).Select(m => new[] { Float(m.Groups[1].Value), Float(m.Groups[2].Value) })];
        int[] numbers = ids.Success ? [.. ids.Groups[1].Value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] : [.. Enumerable.Range(1, names.Length)];
        return [.. numbers.Select((n, i) => new MixedRow { Id = n, S = names[i], V = i < vectors.Length ? vectors[i] : [(2 * i) + 1, (2 * i) + 2] })];
    }

    private static float Float(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Id int ([-\d,]+)")]
    private static partial Regex Ids();

    [GeneratedRegex(@"S string ([^;]*)")]
    private static partial Regex Names();

    [GeneratedRegex(@"\[([-\d.]+),([-\d.]+)\]")]
    private static partial Regex Vectors();
}
