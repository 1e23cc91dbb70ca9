namespace Muon.MLNet.Cli.Tests;

/// <summary>A file that is there and cannot be read, by root either.</summary>
internal static class Unreadable
{
    private const string Memory = "/proc/self/mem"; // Its first page belongs to nobody.

    /// <summary>Its path; an inconclusive test where there is none.</summary>
    public static string Path()
    {
        if (!File.Exists(Memory))
        {
            Assert.Inconclusive("This system has no file that nobody can read.");
        }

        return Memory;
    }
}
