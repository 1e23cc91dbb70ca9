using System.Text;
using System.Text.Json;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Charts;

/// <summary>Lines over an axis, as SVG with a legend, and a readout that follows the pointer and the arrow keys.</summary>
/// <param name="Id">The id of the figure.</param>
/// <param name="Title">What it shows, plain text.</param>
/// <param name="XName">The name of the horizontal axis.</param>
/// <param name="Series">The lines.</param>
internal sealed record LineChart(string Id, string Title, string XName, IReadOnlyList<Series> Series)
{
    // In units of the picture, which is about as many pixels wide on a phone: text keeps its size there.
    private const int Width = 360;
    private const int Height = 230;
    private const int Left = 54;
    private const int Right = 12;
    private const int Top = 10;
    private const int Bottom = 38;
    private const int TextDrop = 4;
    private const int MostDots = 60;

    /// <summary>The unit that ticks and the readout are followed by: nothing, or <c>%</c> for shares.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether x is a count.</summary>
    public bool IsWholeX { get; init; }

    /// <summary>A place on the horizontal axis that is marked, and its name.</summary>
    public (double X, string Name)? Mark { get; init; }

    public void AppendTo(StringBuilder page)
    {
        string title = HtmlText.Encode(Title);
        (double X, double Y)[] points = [.. Series.SelectMany(series => series.Finite)];
        int absent = Series.Sum(series => series.Points.Count) - points.Length;
        page.Append(CultureInfo.InvariantCulture, $"<figure class=\"chart\" id=\"{Id}\">\n<figcaption>{title}</figcaption>\n");
        if (points.Length == 0)
        {
            page.Append("<p class=\"none\">There is no finite number to draw.</p>\n</figure>\n");
            return;
        }

        Axis x = new(points.Min(p => p.X), points.Max(p => p.X), Left, Width - Left - Right, ticks: 4, IsWholeX, tight: true);
        Axis y = new(points.Min(p => p.Y), points.Max(p => p.Y), Height - Bottom, Top + Bottom - Height, ticks: 5);
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" tabindex=\"0\" aria-label=\"{title}: {Description()}\">\n");
        AppendGrid(page, x, y);
        foreach (Series series in Series)
        {
            AppendLine(page, series, x, y);
        }

        page.Append(CultureInfo.InvariantCulture, $"<line class=\"cursor\" x1=\"0\" x2=\"0\" y1=\"{Top}\" y2=\"{Height - Bottom}\" visibility=\"hidden\"/>\n</svg>\n<ul class=\"legend\">");
        page.AppendJoin("", Series.Select(series => $"<li><svg class=\"key\" viewBox=\"0 0 24 8\" aria-hidden=\"true\"><line class=\"line {series.Style}\" x1=\"0\" y1=\"4\" x2=\"24\" y2=\"4\"/></svg>{HtmlText.Encode(series.Name)}</li>"));
        page.Append("</ul>\n<p class=\"readout\" role=\"status\"></p>\n");
        if (absent > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"warning\">{HtmlText.Count(absent)} values are infinite or no numbers and are not drawn.</p>\n");
        }

        AppendData(page, x);
        page.Append("</figure>\n");
    }

    /// <summary>For those who do not see the lines: where each begins and ends.</summary>
    private string Description() => string.Join("; ", Series.Where(series => series.Finite.Any()).Select(series =>
        $"{HtmlText.Encode(series.Name)} from {Text(series.Finite.First().Y)} to {Text(series.Finite.Last().Y)}"));

    private void AppendGrid(StringBuilder page, Axis x, Axis y)
    {
        foreach (double tick in y.Ticks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y.Place(tick):F1}\" y2=\"{y.Place(tick):F1}\"/><text x=\"{Left - 6}\" y=\"{y.Place(tick) + TextDrop:F1}\" text-anchor=\"end\">{Text(tick)}</text>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\"/>\n");
        foreach (double tick in x.Ticks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x.Place(tick):F1}\" y=\"{Height - Bottom + 15}\" text-anchor=\"middle\">{HtmlText.Brief(tick)}</text>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{Left + ((Width - Left - Right) / 2)}\" y=\"{Height - 6}\" text-anchor=\"middle\">{HtmlText.Encode(XName)}</text>\n");
        if (Mark is { } mark)
        {
            double place = x.Place(mark.X);
            bool isLate = place > Width / 2.0;
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"mark\" x1=\"{place:F1}\" x2=\"{place:F1}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/><text x=\"{place + (isLate ? -4 : 4):F1}\" y=\"{Top + 10}\" text-anchor=\"{(isLate ? "end" : "start")}\">{HtmlText.Encode(mark.Name)}</text>\n");
        }
    }

    private static void AppendLine(StringBuilder page, Series series, Axis x, Axis y)
    {
        StringBuilder path = new();
        bool isDown = false;
        foreach ((double px, double py) in series.Points)
        {
            bool isFinite = double.IsFinite(px) && double.IsFinite(py);
            if (isFinite)
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{x.Place(px):F1} {y.Place(py):F1}");
            }

            isDown = isFinite;
        }

        page.Append(CultureInfo.InvariantCulture, $"<path class=\"line {series.Style}\" d=\"{path}\"/>\n");
        if (series.Points.Count <= MostDots)
        {
            page.AppendJoin("", series.Finite.Select(point => Invariant($"<circle class=\"dot {series.Style}\" cx=\"{x.Place(point.X):F1}\" cy=\"{y.Place(point.Y):F1}\" r=\"2.5\"/>"))).Append('\n');
        }
    }

    /// <summary>What the readout says: at each x its place and its text.</summary>
    private void AppendData(StringBuilder page, Axis x)
    {
        var stops = Series.SelectMany(series => series.Points.Select(point => (series.Name, point.X, point.Y)))
            .Where(point => double.IsFinite(point.X))
            .GroupBy(point => point.X).OrderBy(group => group.Key)
            .Select(group => new object[]
            {
                Math.Round(x.Place(group.Key), 1),
                $"{XName} {(IsWholeX ? HtmlText.Count((long)group.Key) : HtmlText.Brief(group.Key))}: {string.Join(", ", group.Select(point => $"{point.Name} {PlainText(point.Y)}"))}",
            });
        page.Append("<script type=\"application/json\">").Append(JsonSerializer.Serialize(stops)).Append("</script>\n");
    }

    private string Text(double value) => IsShare ? Invariant($"{100 * value:0.##} %") : HtmlText.Brief(value);

    private string PlainText(double value) => double.IsFinite(value) ? Text(value) : "no number";
}
