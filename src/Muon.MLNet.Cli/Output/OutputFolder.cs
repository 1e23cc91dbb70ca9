namespace Muon.MLNet.Cli.Output;

/// <summary>What is written, with errors that name the place.</summary>
internal static class OutputFolder
{
    /// <summary>Creates the folder, and tries before the training whether it can be written to.</summary>
    /// <exception cref="ToolException">It cannot be.</exception>
    public static void Prepare(string folder) => Write(folder, () =>
    {
        Directory.CreateDirectory(folder);
        using FileStream probe = new(Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        probe.WriteByte(0);
    });

    /// <summary>Writes something.</summary>
    /// <exception cref="ToolException">It cannot be written.</exception>
    public static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ToolException(ExitCodes.Output, $"'{path}' cannot be written: {error.Message} Choose another folder with --output, or change its permissions.", error);
        }
        catch (IOException error)
        {
            throw new ToolException(ExitCodes.Output, $"'{path}' cannot be written: {error.Message}. Nothing is left half-written; free some space or choose another folder with --output.", error);
        }
    }
}
