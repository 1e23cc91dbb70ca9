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
    void SetProgress(int index, double value);
    void SetProgress(int index, double value, double lim);
    void SetMetric(int index, double value);
}

public sealed class ProgressHeader
{
    public readonly IReadOnlyList<string> UnitNames;
    public readonly IReadOnlyList<string> MetricNames;

    public ProgressHeader(string[] metricNames, string[] unitNames)
    {
        MetricNames = metricNames ?? [];
        UnitNames = unitNames ?? [];
    }

    public ProgressHeader(params string[] unitNames)
        : this(null, unitNames)
    {
    }
}

/// <summary>Progress has no listener in an MLContext; only the shape of the calls is checked.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    private ProgressHeader _header;

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

    public void Checkpoint(params double?[] values) =>
        Contracts.Check(
            (values?.Length ?? 0) <= (_header?.MetricNames.Count ?? 0) + 2 * (_header?.UnitNames.Count ?? 0),
            "Too many values provided in Checkpoint");

    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel();

    public void Dispose() => _header = null;
}
