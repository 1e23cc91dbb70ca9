namespace Muon.MLNet.Cli.Generation;

/// <summary>
/// Paths as the files of a project name them: what lies in its folder from there, with slashes, so that the folder can be moved and
/// committed; anything else in full.
/// </summary>
internal static class ProjectPath
{
    private const char Slash = '/';

    /// <summary>The path to write down.</summary>
    /// <param name="path">A path from the current folder.</param>
    /// <param name="folder">The folder of the project.</param>
    public static string Of(string path, string folder)
    {
        string full = Path.GetFullPath(path);
        string relative = Path.GetRelativePath(Path.GetFullPath(folder), full);
        bool isOutside = Path.IsPathRooted(relative) || relative is ".." || relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        return isOutside ? full : relative.Replace(Path.DirectorySeparatorChar, Slash);
    }

    /// <summary>The full path of what was written down.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder of the project.</param>
    public static string Resolve(string path, string folder) => Path.GetFullPath(path, Path.GetFullPath(folder));
}
