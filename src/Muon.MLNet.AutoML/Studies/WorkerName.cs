using System.Diagnostics;
using System.Globalization;

namespace Muon.MLNet.AutoML.Studies;

/// <summary>Who holds a lease: a machine, a process on it, and a draw that no other worker has.</summary>
internal static class WorkerName
{
    private const char Between = '/';

    public static string Create()
    {
        using Process process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}{Between}{process.Id}{Between}{process.StartTime.Ticks}{Between}{Guid.NewGuid():N}");
    }

    /// <summary>Whether the process of a worker on this machine is gone; of other machines nothing is known.</summary>
    public static bool IsDead(string worker)
    {
        string[] parts = worker.Split(Between);
        if (parts.Length != 4 || !string.Equals(parts[0], Environment.MachineName, StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            using Process process = Process.GetProcessById(int.Parse(parts[1], CultureInfo.InvariantCulture));

            // Another process may have the number by now. The time since the system started is rounded anew each time that it is asked for.
            long difference = process.StartTime.Ticks - long.Parse(parts[2], CultureInfo.InvariantCulture);
            return process.HasExited || Math.Abs(difference) > TimeSpan.TicksPerSecond;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            // It ended while it was looked at.
            return true;
        }
    }
}
