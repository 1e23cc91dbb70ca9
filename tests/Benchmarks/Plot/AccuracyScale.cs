namespace Muon.MLNet.Benchmarks.Plot;

/// <summary>
/// Places accuracies by the logarithm of what is wrong, so that 0.98 and 0.99 are as far apart as 0.96 and 0.98, and the end of a
/// training can be read as well as its beginning.
/// </summary>
internal sealed class AccuracyScale
{
    private const double SmallestError = 0.0005;
    private static readonly double[] Marks = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.998, 0.999];

    private readonly double _low;
    private readonly double _high;

    public AccuracyScale(IReadOnlyList<CurveBand> bands)
    {
        double[] low = [.. bands.SelectMany(band => band.Least).Where(double.IsFinite)];
        double[] high = [.. bands.SelectMany(band => band.Greatest).Where(double.IsFinite)];
        (_low, _high) = low.Length == 0 ? (0, 1) : (Depth(low.Min()), Depth(high.Max()));
        double margin = Math.Max(0.02, 0.04 * (_high - _low));
        (_low, _high) = (Math.Max(0, _low - margin), _high + margin);
    }

    /// <summary>The height of an accuracy, from 0 at the lower to 1 at the upper edge.</summary>
    public double Place(double accuracy) => (Depth(accuracy) - _low) / (_high - _low);

    /// <summary>Round accuracies within the scale, at least <paramref name="distance"/> of its height apart, from below.</summary>
    public IReadOnlyList<double> Ticks(double distance)
    {
        List<double> ticks = [];
        foreach (double mark in Marks.Where(mark => Place(mark) is >= 0 and <= 1))
        {
            if (ticks.Count == 0 || Place(mark) - Place(ticks[^1]) >= distance)
            {
                ticks.Add(mark);
            }
        }

        return ticks;
    }

    private static double Depth(double accuracy) => -Math.Log10(Math.Max(SmallestError, 1 - accuracy));
}
