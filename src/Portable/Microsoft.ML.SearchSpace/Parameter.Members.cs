using System.Collections;

namespace Microsoft.ML.SearchSpace;

/// <summary>A nested parameter is a dictionary; of another one only the count, 1, can be asked.</summary>
public sealed partial class Parameter : IDictionary<string, Parameter>
{
    public int Count => Value is Dictionary<string, Parameter> members ? members.Count : 1;
    public bool IsReadOnly => Nested.IsReadOnly;
    public ICollection<string> Keys => Nested.Keys;
    ICollection<Parameter> IDictionary<string, Parameter>.Values => Nested.Values;

    private IDictionary<string, Parameter> Nested =>
        Value as Dictionary<string, Parameter> ?? throw new InvalidOperationException("parameter is not object type.");

    public Parameter this[string key]
    {
        get => Nested[key];
        set => Nested[key] = value;
    }

    public void Add(string key, Parameter value) => Nested.Add(key, value);
    public void Add(KeyValuePair<string, Parameter> item) => Nested.Add(item);
    public void Clear() => Nested.Clear();
    public bool Contains(KeyValuePair<string, Parameter> item) => Nested.Contains(item);
    public bool ContainsKey(string key) => Nested.ContainsKey(key);
    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => Nested.CopyTo(array, arrayIndex);
    public bool Remove(string key) => Nested.Remove(key);
    public bool Remove(KeyValuePair<string, Parameter> item) => Nested.Remove(item);
    public bool TryGetValue(string key, out Parameter value) => Nested.TryGetValue(key, out value);
    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() => Nested.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => Nested.GetEnumerator();
}
