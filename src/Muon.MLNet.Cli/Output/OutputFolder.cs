namespace Muon.MLNet.Cli.Output;

/// <summary>What is written, with errors that name the place.</summary>
internal static class OutputFolder
{
    private const string Option = "--output";
    private const string Devices = "/dev";

    /// <summary>Creates the folder, and tries before the training whether it can be written to.</summary>
    /// <exception cref="ToolException">It cannot be.</exception>
    public static void Prepare(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ToolException(ExitCodes.Output, $"{Option} is '{folder}', which is a file; it must be a folder, or the name of a new one.");
        }

        Try(folder, Option, () =>
        {
            Directory.CreateDirectory(folder);
            using FileStream probe = new(Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            probe.WriteByte(0);
        });
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="option">The option that names it or its folder.</param>
    /// <exception cref="ToolException">It cannot be written.</exception>
    public static void Write(string path, Action write, string option = Option)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException(ExitCodes.Output, $"'{path}' is a folder; {option} must name a file in it.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new ToolException(ExitCodes.Output, $"'{path}' cannot be written: there is no folder '{folder}'. Create it, or choose another place with {option}.");
        }

        Try(path, option, write);
    }

    /// <summary>Keeps a verb from writing over what it reads, and from putting a file in the place of a device.</summary>
    /// <exception cref="ToolException">Both are the same file, or the first is none.</exception>
    public static void Refuse(string path, string source)
    {
        if (string.Equals(Path.GetDirectoryName(Path.GetFullPath(path)), Devices, StringComparison.Ordinal))
        {
            throw new ToolException(ExitCodes.Usage, $"'{path}' is a device, which a finished file would replace. Name a file with {Option}.");
        }

        if (string.Equals(Path.GetFullPath(path), Path.GetFullPath(source), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(ExitCodes.Usage, $"'{path}' would be written over what it is made of. Name another file with {Option}.");
        }
    }

    private static void Try(string path, string option, Action write)
    {
        try
        {
            write();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ToolException(ExitCodes.Output, $"'{path}' cannot be written: access is denied. Change the permissions, or choose another place with {option}.", error);
        }
        catch (IOException error)
        {
            throw new ToolException(ExitCodes.Output, $"'{path}' cannot be written: {Reason(error)}. Nothing of it is left half-written; free some space, or choose another place with {option}.", error);
        }
    }

    /// <summary>What the system says, without the name that a file has while it is written.</summary>
    public static string Reason(IOException error) => error.Message.Split(" : '")[0].TrimEnd('.');
}
