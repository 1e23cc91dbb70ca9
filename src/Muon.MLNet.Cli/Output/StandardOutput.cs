using System.Text;

namespace Muon.MLNet.Cli.Output;

/// <summary>The output of the program, which may lead into a file on a full disk: what cannot be written is said as such, whoever writes it.</summary>
/// <param name="inner">Where it goes.</param>
internal sealed class StandardOutput(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Gets whether somebody looks at it on a terminal.</summary>
    public bool IsTerminal => ReferenceEquals(inner, Console.Out) && !Console.IsOutputRedirected;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException error)
        {
            throw new ToolException(ExitCodes.Output, $"The standard output cannot be written: {OutputFolder.Reason(error)}.", error);
        }
    }
}
