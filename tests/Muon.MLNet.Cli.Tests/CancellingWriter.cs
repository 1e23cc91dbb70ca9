namespace Muon.MLNet.Cli.Tests;

/// <summary>Cancels when a line with certain words is written.</summary>
internal sealed class CancellingWriter(string sign) : StringWriter
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(sign, StringComparison.Ordinal) == true)
        {
            _source.Cancel();
        }
    }
}
