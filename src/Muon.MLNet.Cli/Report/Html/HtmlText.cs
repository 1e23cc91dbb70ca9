using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Muon.MLNet.Cli.Report.Html;

/// <summary>Values as the text of a page.</summary>
internal static class HtmlText
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    private const double SecondsPerMinute = 60;
    private const double SecondsPerHour = 3600;

    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text from outside, safe between tags and within quoted attributes.</summary>
    public static string Encode(string? text) => text is null ? "" : s_encoder.Encode(text);

    /// <summary>The beginning of a text, encoded, with an ellipsis where there is more.</summary>
    public static string Shortened(string text, int length) => Encode(Cut(text, length));

    /// <summary>The name of a class, encoded, without its middle where it is long: names often differ at their ends.</summary>
    public static string Name(string name, int length) => Encode(
        name.Length <= length ? name : $"{Cut(name, length - (length / 3))}{Tail(name, length / 3)}");

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with that many decimals; a dash for what is none.</summary>
    public static string Decimal(double? number, int decimals = 4) => number is { } value && !double.IsNaN(value)
        ? double.IsInfinity(value) ? Infinity(value) : value.ToString(Invariant($"F{decimals}"), CultureInfo.InvariantCulture)
        : None;

    /// <summary>A number of any size in few characters.</summary>
    public static string Brief(double? number) => number is { } value && !double.IsNaN(value)
        ? double.IsInfinity(value) ? Infinity(value) : value.ToString("G4", CultureInfo.InvariantCulture)
        : None;

    /// <summary>A share from 0 to 1 as percent with one decimal, never rounded to a certainty that was not there.</summary>
    public static string Percent(double? share) => share switch
    {
        null or double.NaN => None,
        > 0 and < 0.0005 => "&lt; 0.1 %",
        < 1 and >= 0.9995 => "&gt; 99.9 %",
        _ => Invariant($"{100 * share:F1} %"),
    };

    public static string Duration(double seconds) => seconds switch
    {
        double.NaN => None,
        >= SecondsPerHour => Invariant($"{Math.Floor(seconds / SecondsPerHour):F0} h {Math.Floor(seconds % SecondsPerHour / SecondsPerMinute):F0} min"),
        >= SecondsPerMinute => Invariant($"{Math.Floor(seconds / SecondsPerMinute):F0} min {Math.Floor(seconds % SecondsPerMinute):F0} s"),
        _ => Invariant($"{seconds:G3} s"),
    };

    private static string Infinity(double value) => value > 0 ? "∞" : "−∞";

    private static string Tail(string text, int length) => char.IsLowSurrogate(text[^length]) ? text[^(length - 1)..] : text[^length..];

    // No half of a surrogate pair is left at the end.
    private static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";
}
