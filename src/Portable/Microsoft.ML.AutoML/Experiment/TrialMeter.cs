using System.Diagnostics;

namespace Microsoft.ML.AutoML;

/// <summary>Watches what the process takes while a trial runs, and ends the trial when that is more memory than allowed.</summary>
internal sealed class TrialMeter : IDisposable
{
    private const double MegaByte = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly double _limit;
    private readonly CancellationTokenSource _trial;
    private readonly Timer _timer;
    private TimeSpan _processor;
    private long _at;
    private bool _disposed;

    public TrialMeter(double? limitInMegaByte, CancellationTokenSource trial)
    {
        (_limit, _trial) = (limitInMegaByte ?? double.MaxValue, trial);
        using var process = Process.GetCurrentProcess();
        (_processor, _at) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        Sample();
        _timer = new Timer(_ => Sample(), null, Interval, Interval);
    }

    public double PeakCpu { get; private set; }
    public double PeakMemory { get; private set; }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Sample()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            using var process = Process.GetCurrentProcess();
            (TimeSpan processor, long at) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            double span = Stopwatch.GetElapsedTime(_at, at).TotalMilliseconds * Environment.ProcessorCount;
            PeakCpu = span > 0 ? Math.Max(PeakCpu, (processor - _processor).TotalMilliseconds / span) : PeakCpu;
            (_processor, _at) = (processor, at);
            PeakMemory = Math.Max(PeakMemory, process.PrivateMemorySize64 / MegaByte);
            if (PeakMemory > _limit)
            {
                _trial.Cancel();
            }
        }
    }
}
