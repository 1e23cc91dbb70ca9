namespace Muon.MLNet.Cli.Output;

/// <summary>Removes a folder again that something created and left empty, with those above it that are new too.</summary>
internal sealed class NewFolder : IDisposable
{
    // From the inside out.
    private readonly List<string> _new = [];

    /// <summary>Remembers what is not there yet.</summary>
    /// <param name="folder">The folder that will be created.</param>
    public NewFolder(string folder)
    {
        for (string? one = Path.GetFullPath(folder); one is not null && !Directory.Exists(one); one = Path.GetDirectoryName(one))
        {
            _new.Add(one);
        }
    }

    public void Dispose()
    {
        foreach (string folder in _new)
        {
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return;
            }

            Directory.Delete(folder);
        }
    }
}
