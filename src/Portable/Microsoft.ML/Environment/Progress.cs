namespace Microsoft.ML.Runtime;

public interface IProgressChannelProvider
{
    IProgressChannel StartProgressChannel(string name);
}

public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);
    void Checkpoint(params double?[] values);
}

public interface IProgressEntry
{
    void SetProgress(int index, double value, double lim);
}

public sealed class ProgressHeader
{
    internal readonly int MaximumValues;

    public ProgressHeader(string[] metricNames, string[] unitNames)
    {
        // A unit has a value and a limit.
        MaximumValues = (metricNames?.Length ?? 0) + (2 * (unitNames?.Length ?? 0));
    }
}

/// <summary>Progress has no listener in an MLContext; only the shape of the calls is checked.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    private ProgressHeader _header;

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

    public void Checkpoint(params double?[] values) =>
        Contracts.Check((values?.Length ?? 0) <= (_header?.MaximumValues ?? 0), "Too many values provided in Checkpoint");

    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel();

    public void Dispose() => _header = null;
}
