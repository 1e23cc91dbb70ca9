using System.Diagnostics;

namespace Muon.MLNet.Benchmarks;

/// <summary>Medians of several things that are timed in turns, so that what else the machine does hits all alike.</summary>
internal static class Stopwatches
{
    /// <summary>Times each action once a round.</summary>
    /// <param name="rounds">The number of rounds.</param>
    /// <param name="timers">Each runs one thing and gives its milliseconds.</param>
    /// <returns>The median of each.</returns>
    public static double[] Medians(int rounds, IReadOnlyList<Func<double>> timers)
    {
        List<double>[] times = [.. timers.Select(_ => new List<double>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < timers.Count; i++)
            {
                times[i].Add(timers[i]());
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>Milliseconds that an action takes.</summary>
    public static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The value below which a share of the values lies.</summary>
    /// <param name="values">The values; they are sorted.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(share * values.Count))];
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        int middle = times.Count / 2;
        return times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
}
