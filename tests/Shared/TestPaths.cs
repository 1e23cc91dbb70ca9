#nullable enable

namespace Muon.Testing;

/// <summary>Finds the recorded cases and the labelled data that tests read.</summary>
internal static class TestPaths
{
    /// <summary>The folder of recorded cases: <c>MUON_GOLDEN_DIR</c>, else <c>../shared/golden</c> beside the repository.</summary>
    public static string? GoldenDirectory => Find("MUON_GOLDEN_DIR", "golden");

    /// <summary>The folder of data sets: <c>MUON_DATA_DIR</c>, else <c>../shared/data</c> beside the repository.</summary>
    public static string? DataDirectory => Find("MUON_DATA_DIR", "data");

    /// <summary>The folder of API listings: <c>MUON_API_DIR</c>, else <c>../shared/api</c> beside the repository.</summary>
    public static string? ApiDirectory => Find("MUON_API_DIR", "api");

    /// <summary>
    /// A folder under the data directory. Beside a workshop (a <c>shared</c> folder next to the repository) its absence
    /// fails the test; elsewhere the test reports itself as inconclusive.
    /// </summary>
    public static string RequireData(string name) => Require(DataDirectory, name, "MUON_DATA_DIR");

    /// <summary>The golden folder, or an inconclusive test where there is none.</summary>
    public static string RequireGolden(string name = "") => Require(GoldenDirectory, name, "MUON_GOLDEN_DIR");

    private static string Require(string? root, string name, string variable)
    {
        string? path = root is null ? null : Path.Combine(root, name);
        if (path is not null && Directory.Exists(path))
        {
            return path;
        }

        string message = $"'{name}' was not found; set {variable} to the folder that holds it.";
        if (root is not null || Environment.GetEnvironmentVariable(variable) is not null)
        {
            Assert.Fail(message);
        }

        Assert.Inconclusive(message);
        throw new InvalidOperationException(message);
    }

    private static string? Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } configured)
        {
            return Path.GetFullPath(configured);
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Muon.MLNet.sln")))
            {
                string candidate = Path.Combine(folder.Parent?.FullName ?? folder.FullName, "shared", name);
                return Directory.Exists(candidate) ? candidate : null;
            }
        }

        return null;
    }
}
