using System.Diagnostics;

namespace AutoMLSweep;

/// <summary>Other processes that work on the study of this one.</summary>
internal sealed class Helpers : IDisposable
{
    private readonly Process[] _processes;

    /// <summary>Starts this program again, with the same command line and a share of the threads.</summary>
    public Helpers(Arguments arguments)
    {
        string[] own = Environment.GetCommandLineArgs();
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? own[..1] : [];
        _processes = [.. Enumerable.Range(1, arguments.Workers - 1).Select(_ => Process.Start(
            Environment.ProcessPath!, [.. program, .. own[1..], "--workers", "1", "--helper", "--threads", Invariant($"{Threads(arguments)}")]))];
    }

    /// <summary>The threads of each process.</summary>
    public static int Threads(Arguments arguments) => Math.Max(1, (arguments.Threads ?? Environment.ProcessorCount) / arguments.Workers);

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            process.WaitForExit();
            process.Dispose();
        }
    }
}
