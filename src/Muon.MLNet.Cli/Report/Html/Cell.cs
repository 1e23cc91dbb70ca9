namespace Muon.MLNet.Cli.Report.Html;

/// <summary>A cell of a table.</summary>
/// <param name="Html">What it shows, encoded.</param>
/// <param name="Value">The number to sort by, where that is not the text.</param>
/// <param name="Bar">A share from 0 to 1 that is drawn behind the number.</param>
internal sealed record Cell(string Html, double? Value = null, double? Bar = null)
{
    private const int LongestName = 60;

    public static Cell Text(string? text) => new(HtmlText.Encode(text));

    /// <summary>The name of a class, shortened to what a table can hold; the pointer shows all of it.</summary>
    public static Cell Name(string name) => name.Length <= LongestName
        ? Text(name)
        : new($"<span title=\"{HtmlText.Encode(name)}\">{HtmlText.Name(name, LongestName)}</span>");

    public static Cell Count(long number) => new(HtmlText.Count(number), number);

    public static Cell Decimal(double? number, int decimals = 4) => new(HtmlText.Decimal(number, decimals), number ?? double.NaN);

    public static Cell Percent(double? share) => new(HtmlText.Percent(share), share ?? double.NaN);

    /// <summary>A share as number and as bar.</summary>
    public static Cell Share(double share) => new(HtmlText.Decimal(share, 3), share, share);
}
