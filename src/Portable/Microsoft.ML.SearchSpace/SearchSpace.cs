using System.Collections;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.SearchSpace;

/// <summary>
/// Named options side by side. The coordinates of a point follow the names in the order of the culture, not the order
/// of adding; a vector that is too long is not refused.
/// </summary>
public class SearchSpace : OptionBase, IDictionary<string, OptionBase>
{
    private readonly Dictionary<string, OptionBase> _options;
    private readonly Parameter _defaultOption;

    public SearchSpace() => _options = [];

    private protected SearchSpace(Type typeInfo, Parameter defaultOption = null)
    {
        _options = new(MemberOptions.Of(typeInfo, nested => new SearchSpace(nested)));
        _defaultOption = defaultOption;
    }

    public override double[] Default => [.. InOrder.SelectMany(o => o.Value.Default)];
    public override int FeatureSpaceDim => _options.Values.Sum(o => o.FeatureSpaceDim);
    public override int?[] Step => [.. InOrder.SelectMany(o => o.Value.Step)];

    public int Count => _options.Count;
    public bool IsReadOnly => false;
    public ICollection<string> Keys => _options.Keys;
    public ICollection<OptionBase> Values => _options.Values;
    private IDictionary<string, OptionBase> Dictionary => _options;
    private IEnumerable<KeyValuePair<string, OptionBase>> InOrder => _options.OrderBy(o => o.Key, StringComparer.CurrentCulture);

    public OptionBase this[string key]
    {
        get => _options[key];
        set => _options[key] = value;
    }

    public override Parameter SampleFromFeatureSpace(double[] feature)
    {
        var sample = Parameter.CreateNestedParameter();
        int at = 0;
        foreach ((string key, OptionBase option) in InOrder)
        {
            int end = Math.Min(at + option.FeatureSpaceDim, feature.Length);
            sample[key] = option.SampleFromFeatureSpace(feature[Math.Min(at, end)..end]);
            at += option.FeatureSpaceDim;
        }

        return _defaultOption is null ? sample : Over(_defaultOption, sample);
    }

    public override double[] MappingToFeatureSpace(Parameter parameter) =>
        [.. InOrder.SelectMany(o => o.Value.MappingToFeatureSpace(parameter[o.Key]))];

    public void Add(string key, OptionBase value) => _options.Add(key, value);
    public void Add(KeyValuePair<string, OptionBase> item) => Dictionary.Add(item);
    public void Clear() => _options.Clear();
    public bool Contains(KeyValuePair<string, OptionBase> item) => Dictionary.Contains(item);
    public bool ContainsKey(string key) => _options.ContainsKey(key);
    public void CopyTo(KeyValuePair<string, OptionBase>[] array, int arrayIndex) => Dictionary.CopyTo(array, arrayIndex);
    public bool Remove(string key) => _options.Remove(key);
    public bool Remove(KeyValuePair<string, OptionBase> item) => Dictionary.Remove(item);
    public bool TryGetValue(string key, out OptionBase value) => _options.TryGetValue(key, out value);
    public IEnumerator<KeyValuePair<string, OptionBase>> GetEnumerator() => _options.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What was sampled, with the members of the default that the sample does not have.</summary>
    private static Parameter Over(Parameter fallback, Parameter sample)
    {
        if (fallback.ParameterType != ParameterType.Object || sample.ParameterType != ParameterType.Object)
        {
            return sample;
        }

        Parameter both = Parameter.CreateNestedParameter([.. fallback]);
        foreach ((string key, Parameter value) in sample)
        {
            both[key] = both.TryGetValue(key, out Parameter below) ? Over(below, value) : value;
        }

        return both;
    }
}
