namespace Muon.MLNet.Images;

/// <summary>Finds the pictures of a folder and their classes.</summary>
/// <param name="path">The folder.</param>
/// <param name="extensions">Extensions of pictures, with or without the dot.</param>
/// <param name="recursive">Whether folders within the classes are searched too.</param>
internal sealed class PictureFolder(string path, IReadOnlyCollection<string> extensions, bool recursive)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    private readonly HashSet<string> _extensions = Normalize(extensions);

    public static IReadOnlyCollection<string> DefaultExtensions { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"];

    /// <summary>Lists the pictures, sorted by their path below the folder.</summary>
    /// <param name="labelled">Whether each needs a class.</param>
    public List<PictureFolderRow> Read(bool labelled)
    {
        if (!Directory.Exists(_root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{_root}' to load pictures from.");
        }

        List<string> found = [];
        Search(new DirectoryInfo(_root), string.Empty, [RealPath(_root)], found);
        if (found.Count == 0)
        {
            throw new InvalidOperationException($"There are no pictures in '{_root}': no visible file{(labelled ? " of its sub-folders" : string.Empty)} ends in {string.Join(", ", _extensions.Order(StringComparer.Ordinal))}.");
        }

        found.Sort(StringComparer.Ordinal);
        return [.. found.Select(below => new PictureFolderRow { ImagePath = Path.GetFullPath(below, _root), Label = labelled ? ClassOf(below) : string.Empty })];
    }

    // Paths below the folder are kept with '/', whatever the machine separates with, so that they sort alike.
    private void Search(DirectoryInfo folder, string below, List<string> around, List<string> found)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden))
            {
                continue;
            }

            if (entry is not DirectoryInfo inner)
            {
                if (_extensions.Contains(entry.Extension))
                {
                    found.Add(below + entry.Name);
                }
            }
            else if ((recursive || below.Length == 0) && RealPath(Path.Combine(around[^1], inner.Name)) is var real && !around.Contains(real, StringComparer.Ordinal))
            {
                around.Add(real);
                Search(inner, below + inner.Name + "/", around, found);
                around.RemoveAt(around.Count - 1);
            }
        }
    }

    private string ClassOf(string below)
    {
        int end = below.IndexOf('/', StringComparison.Ordinal);
        return end > 0 ? below[..end] : throw new InvalidOperationException(
            $"The picture '{below}' lies directly in '{_root}', where no sub-folder names its class. Move it into one, or give labelColumnName: null to load pictures without classes.");
    }

    // Where a folder really lies: links lead to folders under other names, and one that leads to a folder around it would never end.
    private static string RealPath(string folder)
    {
        string? parent = Path.GetDirectoryName(folder);
        if (parent is null)
        {
            return folder;
        }

        DirectoryInfo real = new(Path.Combine(RealPath(parent), Path.GetFileName(folder)));
        return real.ResolveLinkTarget(returnFinalTarget: false) is { } target ? RealPath(Path.TrimEndingDirectorySeparator(target.FullName)) : real.FullName;
    }

    private static HashSet<string> Normalize(IReadOnlyCollection<string> extensions)
    {
        HashSet<string> normalized = new(StringComparer.OrdinalIgnoreCase);
        foreach (string extension in extensions)
        {
            string bare = (extension ?? string.Empty).TrimStart('.');
            if (bare.Length == 0)
            {
                throw new ArgumentException("An extension of pictures is empty; give some such as '.jpg'.", nameof(extensions));
            }

            normalized.Add("." + bare);
        }

        return normalized.Count > 0 ? normalized : throw new ArgumentException("There are no extensions of pictures; give some such as '.jpg', or null for the usual ones.", nameof(extensions));
    }
}
