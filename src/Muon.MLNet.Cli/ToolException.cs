namespace Muon.MLNet.Cli;

/// <summary>What went wrong, said to the user as it is, and the exit code.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(int exitCode, string message, Exception? inner = null)
        : base(message, inner) => ExitCode = exitCode;

    public int ExitCode { get; }
}
