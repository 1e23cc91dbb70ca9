using System.Collections;

namespace TorchSharp.Utils;

/// <summary>A dictionary that also has an order: the one of the first insertion.</summary>
public class OrderedDict<TKey, TValue> : IEnumerable<ValueTuple<TKey, TValue>>
{
    private readonly List<TKey> order = [];
    private readonly Dictionary<TKey, TValue> values = [];

    internal ICollection<TValue> Values => order.ConvertAll(k => values[k]);

    public TValue this[TKey key]
    {
        get => values[key];
        set
        {
            if (!values.ContainsKey(key))
            {
                order.Add(key);
            }

            values[key] = value;
        }
    }

    internal void Add(TKey key, TValue value)
    {
        values.Add(key, value);
        order.Add(key);
    }

    internal bool ContainsKey(TKey key) => values.ContainsKey(key);

    internal bool Remove(TKey key) => values.Remove(key) && order.Remove(key);

    internal void Clear()
    {
        order.Clear();
        values.Clear();
    }

    public IEnumerator<ValueTuple<TKey, TValue>> GetEnumerator() => order.Select(k => (k, values[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
