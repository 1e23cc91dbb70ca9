using Muon.Samples;

namespace FlowerPhotos.Data;

/// <summary>The folder of pictures to learn from.</summary>
internal static class DataFolder
{
    private const string Name = "flower-photos-small";

    /// <summary>The given folder, else <c>flower-photos-small</c> under <c>MUON_DATA_DIR</c>, else under <c>shared/data</c> beside the repository.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Find(string? given)
    {
        string? folder = given ?? (DataRoot.Find() is { } root ? Path.Combine(root, Name) : null);
        return Directory.Exists(folder) ? Path.GetFullPath(folder)
            : throw new DirectoryNotFoundException(given is not null
                ? $"The folder '{given}' does not exist."
                : $"There are no pictures to learn from{(folder is null ? "" : $": '{folder}' does not exist")}. Name a folder with a sub-folder of pictures " +
                    $"for each class, or set MUON_DATA_DIR to the folder that holds {Name}.");
    }
}
