namespace Muon.MLNet.Cli.Report.Charts;

/// <summary>A linear axis with round numbers at its ticks.</summary>
internal sealed class Axis
{
    private const double Slack = 1e-9;

    private readonly double _from;
    private readonly double _to;
    private readonly double _start;
    private readonly double _length;

    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value.</param>
    /// <param name="start">Where the least value is drawn.</param>
    /// <param name="length">How far from there the largest one is, negative for upwards.</param>
    /// <param name="ticks">About how many ticks there are.</param>
    /// <param name="whole">Whether ticks are whole numbers only.</param>
    /// <param name="tight">Whether the axis ends at the values instead of at ticks around them.</param>
    public Axis(double low, double high, double start, double length, int ticks, bool whole = false, bool tight = false)
    {
        if (high - low <= Slack * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double room = low == 0 || whole ? 1 : Math.Abs(low) / 2;
            (low, high) = (low - room, high + room);
        }

        double step = Step((high - low) / ticks);
        step = whole ? Math.Max(1, Math.Round(step)) : step;
        (_from, _to) = tight ? (low, high) : (Math.Floor((low / step) + Slack) * step, Math.Ceiling((high / step) - Slack) * step);
        (_start, _length) = (start, length);
        double first = Math.Ceiling((_from / step) - Slack);
        int count = (int)Math.Floor((_to / step) - first + Slack) + 1;
        Ticks = [.. Enumerable.Range(0, count).Select(i => (first + i) * step)];
    }

    public IReadOnlyList<double> Ticks { get; }

    public double Place(double value) => _start + (_length * (value - _from) / (_to - _from));

    // 1, 2 or 5 times a power of ten, the least that is no smaller.
    private static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double digits = least / power;
        return power * (digits <= 1 + Slack ? 1 : digits <= 2 + Slack ? 2 : digits <= 5 + Slack ? 5 : 10);
    }
}
