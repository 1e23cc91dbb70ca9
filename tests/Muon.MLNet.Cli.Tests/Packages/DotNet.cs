using System.Diagnostics;

namespace Muon.MLNet.Cli.Tests.Packages;

/// <summary>Programs that tests start.</summary>
internal static class DotNet
{
    /// <summary>The repository; the test is inconclusive outside of one.</summary>
    public static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Muon.MLNet.sln")))
            {
                return folder.FullName;
            }
        }

        Assert.Inconclusive("The tests do not lie in the repository.");
        throw new InvalidOperationException();
    }

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).StartsWith("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";

    public static (int Code, string Output) Run(string program, params string[] args)
    {
        ProcessStartInfo start = new(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository() };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
