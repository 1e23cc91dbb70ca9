namespace Muon.MLNet.AutoML;

/// <summary>The rungs of a sweep in one process.</summary>
internal sealed class MemoryRungs : IRungs
{
    private readonly Dictionary<int, Dictionary<int, double>> _values = [];

    public IReadOnlyCollection<double> Add(int trial, int rung, double value)
    {
        Dictionary<int, double> values = _values.TryGetValue(rung, out Dictionary<int, double>? known) ? known : _values[rung] = [];
        values[trial] = value;
        return values.Values;
    }
}
