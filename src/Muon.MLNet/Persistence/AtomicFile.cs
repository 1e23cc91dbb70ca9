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
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Write(full, $"{full}.{Guid.NewGuid():N}.tmp", write);
    }

    /// <summary>The same, with a name of the caller's for the unfinished file; one that is there already is overwritten.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unfinished">Its name while it is written, in the same folder.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static void Write(string path, string unfinished, Action<Stream> write)
    {
        try
        {
            using (FileStream file = new(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferLength))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            Remove(unfinished);
            throw;
        }

        FolderFlush.Run(Path.GetDirectoryName(path)!);
    }

    // After a failure, of which the caller hears: that this fails too is no news.
    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
