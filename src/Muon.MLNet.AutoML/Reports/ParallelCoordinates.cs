using System.Globalization;
using System.Net;
using System.Text;

namespace Muon.MLNet.AutoML.Reports;

/// <summary>A picture of trials: an axis per parameter and one for the metric, and a line through them per trial, the better the darker.</summary>
internal static class ParallelCoordinates
{
    private const int Height = 320;
    private const int Top = 40;
    private const int Left = 70;
    private const int Gap = 150;
    private const double LogRatio = 50;

    public static string Svg(IReadOnlyList<(IReadOnlyDictionary<string, object> Values, double Metric, double Quality)> trials, IReadOnlyList<string> names, string metricName)
    {
        Axis[] axes =
        [
            .. names.Select(name => new Axis(name, [.. trials.Select(t => t.Values.GetValueOrDefault(name)).OfType<object>()])),
            new Axis(metricName, [.. trials.Select(t => (object)t.Metric)]),
        ];
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {(2 * Left) + ((axes.Length - 1) * Gap)} {Height + (2 * Top)}\" role=\"img\" aria-label=\"Trials\">\n");
        foreach ((IReadOnlyDictionary<string, object> values, double metric, double quality) in trials.OrderBy(t => t.Quality))
        {
            IEnumerable<string> points = axes
                .Select((axis, i) => (X: Left + (i * Gap), Value: i < names.Count ? values.GetValueOrDefault(axis.Name) : metric, Axis: axis))
                .Where(point => point.Value is not null)
                .Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X},{Y(point.Axis.Place(point.Value!)):F1}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"hsl({220 - (200 * quality):F0} 70% 45%)\" stroke-opacity=\"{0.15 + (0.75 * quality):F2}\"/>\n");
        }

        for (int i = 0; i < axes.Length; i++)
        {
            int x = Left + (i * Gap);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{Top}\" x2=\"{x}\" y2=\"{Top + Height}\" stroke=\"#444\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{Top - 22}\" text-anchor=\"middle\" font-weight=\"bold\">{WebUtility.HtmlEncode(axes[i].Name)}</text>\n");
            foreach ((double place, string label) in axes[i].Labels())
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 5}\" y=\"{Y(place) + 4:F1}\">{WebUtility.HtmlEncode(label)}</text>\n");
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double Y(double place) => Top + (Height * (1 - place));

    /// <summary>Numbers between the smallest and the largest, on a log scale where they differ much; words evenly, one above the other.</summary>
    private sealed class Axis
    {
        private readonly string[] _words;
        private readonly double _low;
        private readonly double _high;
        private readonly bool _isLog;

        public Axis(string name, IReadOnlyCollection<object> values)
        {
            Name = name;
            _words = [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            double[] numbers = [.. values.OfType<double>()];
            (_low, _high) = numbers.Length == 0 ? (0, 1) : (numbers.Min(), numbers.Max());
            _isLog = _low > 0 && _high / _low > LogRatio;
        }

        public string Name { get; }

        public double Place(object value) => value is double number
            ? Share(Scale(number), Scale(_low), Scale(_high))
            : Share(Array.IndexOf(_words, (string)value), 0, _words.Length - 1);

        public IEnumerable<(double Place, string Label)> Labels() => _words.Length > 0
            ? _words.Select(word => (Place(word), word))
            : new[] { _low, _high }.Distinct().Select(end => (Place(end), FlatParameters.Text(end)));

        private double Scale(double value) => _isLog ? Math.Log(value) : value;

        private static double Share(double value, double low, double high) => high > low ? (value - low) / (high - low) : 0.5;
    }
}
