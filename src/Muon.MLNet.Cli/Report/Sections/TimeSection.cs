using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>Where the time of a training went.</summary>
internal static class TimeSection
{
    private const int Width = 400;
    private const int Height = 34;

    public static Section Of(RunRecord run, TimeSplitRecord time) => new("time", "Time", page => Append(page, run, time));

    private static void Append(StringBuilder page, RunRecord run, TimeSplitRecord time)
    {
        (string Name, string Style, double Seconds)[] steps =
        [
            ("waiting for data", "t0", time.Data), ("forward", "t1", time.Forward), ("backward", "t2", time.Backward), ("optimizer", "t3", time.Optimizer), ("validation", "t5", time.Validation),
        ];
        double rest = Math.Max(0, run.Seconds - steps.Sum(step => step.Seconds));
        (string Name, string Style, double Seconds)[] parts = [.. steps, ("all else: reading, preparation", "t4", rest)];
        double all = parts.Sum(part => part.Seconds);
        if (all > 0)
        {
            AppendBar(page, parts, all);
        }

        new HtmlTable(
            $"Of {HtmlText.Duration(run.Seconds)}",
            [new("Part", IsHeader: true), new("Seconds", IsNumber: true), new("Share", IsNumber: true)],
            [.. parts.Select(part => (IReadOnlyList<Cell>)
            [
                new($"<span class=\"swatch {part.Style}\" aria-hidden=\"true\"></span> {HtmlText.Encode(part.Name)}"), Cell.Decimal(part.Seconds, 2), Cell.Percent(all > 0 ? part.Seconds / all : null),
            ])]) { Id = "time-table" }.AppendTo(page);
    }

    private static void AppendBar(StringBuilder page, (string Name, string Style, double Seconds)[] parts, double all)
    {
        page.Append(CultureInfo.InvariantCulture, $"<figure class=\"chart wide\" id=\"chart-time\"><figcaption>Where the time went</figcaption>\n<svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Shares of the time; the table below has the numbers\">\n");
        double x = 0;
        foreach ((string name, string style, double seconds) in parts)
        {
            double width = Width * seconds / all;
            page.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{x:F2}\" y=\"0\" width=\"{width:F2}\" height=\"{Height}\"><title>{name}: {seconds:F2} s</title></rect>\n");
            x += width;
        }

        page.Append("</svg></figure>\n");
    }
}
