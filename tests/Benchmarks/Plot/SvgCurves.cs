using System.Globalization;
using System.Net;
using System.Text;

namespace Muon.MLNet.Benchmarks.Plot;

/// <summary>Draws curves of accuracy against epochs as one SVG file, which follows the reader's light or dark mode.</summary>
internal static class SvgCurves
{
    private const double Width = 760, Height = 460, Left = 70, Right = 66, Top = 84, Bottom = 56;
    private const double PlotWidth = Width - Left - Right, PlotHeight = Height - Top - Bottom;
    private const double LineHeight = 18, TickDistance = 26, LegendWidth = 275;

    private const string Style = """
        text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}.small{font-size:12px;fill:#57606a}
        .back{fill:#fff}.grid{stroke:#d8dee4;stroke-width:1}.axis{stroke:#57606a;stroke-width:1}.target{stroke:#57606a;stroke-width:1;stroke-dasharray:5 4}
        .line{fill:none;stroke-width:2.2}.c0{stroke:#0550ae}.c1{stroke:#bc4c00}.b0{fill:#0550ae}.b1{fill:#bc4c00}.band{fill-opacity:.16}
        @media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9da7b3}.back{fill:#0d1117}.grid{stroke:#2b323b}.axis,.target{stroke:#9da7b3}
        .c0{stroke:#6cb6ff}.c1{stroke:#f69d50}.b0{fill:#6cb6ff}.b1{fill:#f69d50}.band{fill-opacity:.22}}
        """;

    /// <summary>Draws up to two curves.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="axis">What the height means.</param>
    /// <param name="bands">The curves.</param>
    /// <param name="targets">Accuracies to mark by a line each, at most two, with what to write about it.</param>
    public static string Draw(string title, string axis, IReadOnlyList<CurveBand> bands, IReadOnlyList<(double Accuracy, string Name)> targets)
    {
        AccuracyScale scale = new(bands);
        int epochs = bands[0].Mean.Length;
        double X(double epoch) => Left + (PlotWidth * (epoch - 1) / Math.Max(1, epochs - 1));
        double Y(double accuracy) => Top + (PlotHeight * (1 - scale.Place(accuracy)));
        StringBuilder svg = new();
        void Add(FormattableString text) => svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));

        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\"><title>{Text(title)}</title>");
        Add($"<style>{Style}</style><rect class=\"back\" width=\"{Width}\" height=\"{Height}\"/>");
        Add($"<text class=\"title\" x=\"{Left}\" y=\"26\">{Text(title)}</text>");
        foreach (double tick in scale.Ticks(TickDistance / PlotHeight))
        {
            Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):F1}\" y2=\"{Y(tick):F1}\"/>");
            Add($"<text class=\"small\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{Y(tick) + 4:F1}\">{tick:0.###}</text>");
        }

        int every = Math.Max(1, (int)Math.Ceiling(epochs / 16.0));
        for (int epoch = 1; epoch <= epochs; epoch += every)
        {
            Add($"<line class=\"axis\" x1=\"{X(epoch):F1}\" x2=\"{X(epoch):F1}\" y1=\"{Top + PlotHeight}\" y2=\"{Top + PlotHeight + 5}\"/>");
            Add($"<text class=\"small\" text-anchor=\"middle\" x=\"{X(epoch):F1}\" y=\"{Top + PlotHeight + 19}\">{epoch}</text>");
        }

        Add($"<path class=\"axis\" fill=\"none\" d=\"M{Left},{Top}V{Top + PlotHeight}H{Width - Right}\"/>");
        Add($"<text text-anchor=\"middle\" x=\"{Left + (PlotWidth / 2)}\" y=\"{Height - 14}\">epoch</text>");
        Add($"<text text-anchor=\"middle\" transform=\"translate(18 {Top + (PlotHeight / 2)}) rotate(-90)\">{Text(axis)}</text>");
        for (int i = 0; i < bands.Count; i++)
        {
            CurveBand band = bands[i];
            Add($"<path class=\"band b{i}\" d=\"{Path(band.Greatest, X, Y)}{Path(band.Least, X, Y, isReturn: true)}Z\"/>");
            Add($"<path class=\"line c{i}\" d=\"{Path(band.Mean, X, Y)}\"/>");
        }

        // What the lines mean is said under the heading, where no curve can cross it; beside each is only its accuracy.
        double above = double.NegativeInfinity;
        foreach ((int i, (double accuracy, string name)) in targets.OrderByDescending(target => target.Accuracy).Index())
        {
            Add($"<text class=\"small\" x=\"{Left}\" y=\"{45 + (16 * i)}\">{Text(name)}</text>");
            if (scale.Place(accuracy) is > 0 and < 1)
            {
                double y = Y(accuracy);
                above = Math.Max(y + 4, above + 14);
                Add($"<line class=\"target\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:F1}\" y2=\"{y:F1}\"/>");
                Add($"<text class=\"small\" x=\"{Width - Right + 6}\" y=\"{above:F1}\">{accuracy:F4}</text>");
            }
        }

        for (int i = 0; i < bands.Count; i++)
        {
            double y = Top + PlotHeight - 14 - (LineHeight * (bands.Count - 1 - i));
            Add($"<line class=\"line c{i}\" x1=\"{Width - Right - LegendWidth}\" x2=\"{Width - Right - LegendWidth + 26}\" y1=\"{y - 4}\" y2=\"{y - 4}\"/>");
            Add($"<text x=\"{Width - Right - LegendWidth + 34}\" y=\"{y}\">{Text(bands[i].Name)}</text>");
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    // Runs that diverged have no values from there on: the line ends.
    private static string Path(double[] values, Func<double, double> x, Func<double, double> y, bool isReturn = false)
    {
        IEnumerable<int> order = Enumerable.Range(0, values.Length).Where(i => double.IsFinite(values[i]));
        string[] points = [.. (isReturn ? order.Reverse() : order).Select(i => string.Create(CultureInfo.InvariantCulture, $"{x(i + 1):F1},{y(values[i]):F1}"))];
        return points.Length == 0 ? "" : (isReturn ? "L" : "M") + string.Join('L', points);
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
