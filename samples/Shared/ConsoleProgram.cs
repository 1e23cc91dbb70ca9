using System.Text;

namespace Muon.Samples;

/// <summary>Runs a program of the console: Ctrl+C cancels, and what goes wrong is one line and an exit code.</summary>
internal static class ConsoleProgram
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int Misused = 2;
    public const int Cancelled = 130;

    /// <summary>Runs the program with the console's Ctrl+C.</summary>
    /// <param name="run">The program.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Action<CancellationToken> run)
    {
        Console.OutputEncoding = Encoding.UTF8;
        using CancellationTokenSource cancellation = new();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = !cancellation.IsCancellationRequested; // A second Ctrl+C ends the program at once.
            cancellation.Cancel();
        };
        return Run(run, Console.Error, cancellation.Token);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="run">The program.</param>
    /// <param name="errors">Where a line goes when something goes wrong.</param>
    /// <param name="cancellation">What the program is given.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Action<CancellationToken> run, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            run(cancellation);
            return Succeeded;
        }
        catch (UsageException e)
        {
            errors.WriteLine($"error: {e.Message} --help lists the options.");
            return Misused;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("cancelled");
            return Cancelled;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            errors.WriteLine($"error: {e.Message}");
            return Failed;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            errors.WriteLine($"error: libtorch cannot be used here: {e.GetBaseException().Message.Split('\n')[0].Trim()}");
            return Failed;
        }
    }
}
