namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>Finds a Chromium: <c>MUON_CHROMIUM</c>, else one on the path.</summary>
internal static class Chromium
{
    private const string Variable = "MUON_CHROMIUM";

    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The path of the program; an inconclusive test where there is none.</summary>
    public static string Require()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured)
        {
            Assert.IsTrue(File.Exists(configured), $"{Variable} names '{configured}', which is no file.");
            return configured;
        }

        string? found = s_names
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Inconclusive($"There is no {string.Join(", ", s_names)} on the path; install Chromium (Debian: apt-get install chromium) or set {Variable} to its file.");
        }

        return found;
    }
}
