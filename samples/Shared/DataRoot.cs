namespace Muon.Samples;

/// <summary>Where data sets lie, a folder each.</summary>
internal static class DataRoot
{
    /// <summary><c>MUON_DATA_DIR</c>, else <c>shared/data</c> beside the repository that the program lies in; null outside of one.</summary>
    public static string? Find()
    {
        string? root = Environment.GetEnvironmentVariable("MUON_DATA_DIR");
        if (!string.IsNullOrEmpty(root))
        {
            return root;
        }

        DirectoryInfo? repository = new(AppContext.BaseDirectory);
        while (repository is not null && !File.Exists(Path.Combine(repository.FullName, "Muon.MLNet.sln")))
        {
            repository = repository.Parent;
        }

        return repository?.Parent is null ? null : Path.Combine(repository.Parent.FullName, "shared", "data");
    }
}
