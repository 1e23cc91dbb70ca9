using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Training;
using Muon.MLNet.Images;

namespace Muon.MLNet.Cli;

/// <summary>What failures of the libraries mean to the user of this program.</summary>
internal static class Failure
{
    /// <summary>The exception that tells what went wrong. Those of worker threads come within others, which tell nothing.</summary>
    public static Exception Cause(Exception error) => error switch
    {
        AggregateException many => Cause(many.InnerExceptions[0]),
        InvalidOperationException { InnerException: { } inner } when inner is InvalidOperationException or AggregateException || IsOfNativeLibrary(inner) => Cause(inner),
        _ => error,
    };

    /// <summary>Data that cannot be used, without advice that is meant for programmers.</summary>
    public static ToolException OfData(Exception error, string before = "")
    {
        Exception cause = Cause(error);
        return IsOfNativeLibrary(cause)
            ? new ToolException(ExitCodes.Environment, OfNativeLibrary(cause), error)
            : new ToolException(ExitCodes.Data, before + PropertyNames.ToOptions(cause.Message.Replace(BadImage.AdviceToProgrammers, ".", StringComparison.Ordinal)), error);
    }

    /// <summary>Whether a native library is missing or damaged.</summary>
    public static bool IsOfNativeLibrary(Exception error) =>
        error is TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException;

    /// <summary>Which native library cannot be loaded, why, and what installs it.</summary>
    public static string OfNativeLibrary(Exception error) => $"{Reason(error)}\n{Libtorch.Install}";

    /// <summary>Which native library cannot be loaded, and why.</summary>
    public static string Reason(Exception error)
    {
        // The first line asks for a debugger; those that follow list the places that were tried.
        string[] lines = error.GetBaseException().Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string? telling = lines.Skip(1).FirstOrDefault(line => line.Split(": ")[0] is var file && (File.Exists(file) || !file.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)));
        return $"{lines[0].Split(" In order to help", StringSplitOptions.None)[0].TrimEnd('.')}{(telling is null ? "" : $" ({telling})")}.";
    }
}
