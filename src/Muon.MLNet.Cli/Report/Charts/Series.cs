namespace Muon.MLNet.Cli.Report.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend, plain text.</param>
/// <param name="Style">The class of CSS that gives its colour and dashes: <c>s0</c> to <c>s3</c>.</param>
/// <param name="Points">Where it goes, by growing x. At what is no finite number the line breaks.</param>
internal sealed record Series(string Name, string Style, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>The points that can be drawn.</summary>
    public IEnumerable<(double X, double Y)> Finite => Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y));
}
