namespace Muon.MLNet.Cli.Input;

/// <summary>Files that the user names, with errors that say what was looked for.</summary>
internal static class InputFile
{
    /// <summary>Whether there is such a file; a link that leads nowhere is none.</summary>
    public static bool Exists(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: false };

    /// <summary>Opens a file and reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be, such as <c>model</c>.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="ToolException">It is missing, a folder, or cannot be read.</exception>
    public static T Read<T>(string path, string kind, Func<FileStream, T> read)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException(ExitCodes.Data, $"'{path}' is a folder; name the {kind} itself, which is a file.");
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            return read(stream);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException(ExitCodes.Data, $"There is no {kind} '{path}'.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCodes.Data, $"The {kind} '{path}' cannot be read: {error.Message}", error);
        }
    }
}
