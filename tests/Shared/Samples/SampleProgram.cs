using System.Diagnostics;

namespace Muon.Testing;

/// <summary>A sample as a user runs it: in a process of its own.</summary>
internal static class SampleProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);

    /// <param name="name">The name of its project.</param>
    /// <param name="args">Its command line.</param>
    public static (int Code, string Output, string Error) Run(string name, params string[] args)
    {
        using Process process = Start(name, args);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{name} did not end in {s_patience}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Starts the program, and kills it some time later, in the middle of whatever it does; <see langword="false"/> where it was done by then.</summary>
    /// <param name="name">The name of its project.</param>
    /// <param name="after">How long it is left alone.</param>
    /// <param name="args">Its command line.</param>
    public static bool Kill(string name, TimeSpan after, params string[] args)
    {
        using Process process = Start(name, args);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(after))
        {
            return false;
        }

        process.Kill(entireProcessTree: true);
        Assert.IsTrue(process.WaitForExit(s_patience));
        Task.WaitAll(output, error);
        return true;
    }

    /// <summary>Runs the program with a mistake in its command line or data: one line on the error stream, and the exit code.</summary>
    public static void AssertMistake(string name, int expected, params string[] args)
    {
        (int code, _, string error) = Run(name, args);

        Assert.AreEqual(expected, code);
        Assert.MatchesRegex(@"\Aerror: .*\S\s*\z", error);
        Assert.HasCount(1, error.Trim().Split('\n'));
    }

    /// <summary>Starts the program, with its output for the caller to read.</summary>
    public static Process Start(string name, params string[] args)
    {
        // artifacts/…/bin/<project>/<configuration>/
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string program = Path.Combine(own, "..", "..", name, Path.GetFileName(own), name + ".dll");
        ProcessStartInfo start = new("dotnet", [Path.GetFullPath(program), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
