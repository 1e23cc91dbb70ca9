namespace Muon.MLNet.Persistence;

/// <summary>Files that appear under their name only when they are whole and on the disk.</summary>
internal static class AtomicFile
{
    private const int BufferLength = 1 << 16;

    /// <summary>
    /// Writes beside <paramref name="path"/> under another name, waits for the disk, and renames. What stood under the name stays where
    /// anything fails.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string unfinished = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(unfinished, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferLength))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, full, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
