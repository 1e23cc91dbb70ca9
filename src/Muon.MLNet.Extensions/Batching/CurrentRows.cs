using System.Collections;

namespace Muon.MLNet.Extensions.Batching;

/// <summary>The rows of the batch that is being predicted. It is a collection, so that the view over it knows how many there are.</summary>
internal sealed class CurrentRows<T> : ICollection<T>
{
    private IReadOnlyList<T> _rows = [];

    public int Count => _rows.Count;

    public bool IsReadOnly => true;

    public void Set(IReadOnlyList<T> rows) => _rows = rows;

    public IEnumerator<T> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Contains(T item) => _rows.Contains(item);

    public void CopyTo(T[] array, int arrayIndex)
    {
        foreach (T row in _rows)
        {
            array[arrayIndex++] = row;
        }
    }

    void ICollection<T>.Add(T item) => throw new NotSupportedException();

    void ICollection<T>.Clear() => throw new NotSupportedException();

    bool ICollection<T>.Remove(T item) => throw new NotSupportedException();
}
