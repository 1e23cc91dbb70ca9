using System.Diagnostics;

namespace Muon.MLNet.Benchmarks.Serving;

/// <summary>Clients that ask again as soon as they are answered.</summary>
internal static class Load
{
    /// <summary>One after the other on this thread.</summary>
    public static ServingResult Loop(TimeSpan time, Action<int> ask)
    {
        List<double> milliseconds = [];
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; clock.Elapsed < time; i++)
        {
            milliseconds.Add(Stopwatches.Time(() => ask(i)));
        }

        return Result(milliseconds, clock.Elapsed, failed: 0);
    }

    /// <summary>Many at once.</summary>
    /// <param name="time">How long they go on.</param>
    /// <param name="clients">How many.</param>
    /// <param name="ask">Asks the question of a number, and says whether the answer is right.</param>
    public static ServingResult Concurrent(TimeSpan time, int clients, Func<int, Task<bool>> ask)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int failed = 0;
        List<double>[] each = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            List<double> milliseconds = [];
            for (int i = client; clock.Elapsed < time; i += clients)
            {
                long start = Stopwatch.GetTimestamp();
                bool right = await ask(i);
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                Interlocked.Add(ref failed, right ? 0 : 1);
            }

            return milliseconds;
        }))).GetAwaiter().GetResult();
        return Result([.. each.SelectMany(times => times)], clock.Elapsed, failed);
    }

    private static ServingResult Result(List<double> milliseconds, TimeSpan time, int failed) => new(
        milliseconds.Count / time.TotalSeconds, Stopwatches.Percentile(milliseconds, 0.5), Stopwatches.Percentile(milliseconds, 0.99), failed);
}
