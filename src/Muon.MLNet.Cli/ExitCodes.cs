namespace Muon.MLNet.Cli;

/// <summary>What the program tells the shell. They are documented in the README and by <c>--help</c>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Something that this program did not foresee.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line cannot be understood, or an option is out of range.</summary>
    public const int Usage = 2;

    /// <summary>The data or the model cannot be read or used.</summary>
    public const int Data = 3;

    /// <summary>A file cannot be written.</summary>
    public const int Output = 4;

    /// <summary>libtorch, what reads pictures, or the device cannot be used.</summary>
    public const int Environment = 5;

    /// <summary>Ctrl+C before there was anything to keep.</summary>
    public const int Cancelled = 130;

    public const string Help = """
        Exit codes: 0 done; 1 unexpected error; 2 wrong command line; 3 data or model unusable; 4 a file cannot be written;
        5 libtorch, picture codecs or the device unusable; 130 cancelled with nothing to keep.
        """;
}
