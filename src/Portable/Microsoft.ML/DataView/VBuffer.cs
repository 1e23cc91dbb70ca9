namespace Microsoft.ML.Data;

public readonly struct VBuffer<T>
{
    internal readonly T[] ValueArray;
    internal readonly int[] IndexArray;
    internal readonly int Count;

    public readonly int Length;

    /// <summary>A dense vector; the indices are only kept for use as a buffer.</summary>
    public VBuffer(int length, T[] values, int[] indices = null)
        : this(length, length, values, indices)
    {
    }

    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam(0 <= count && count <= length, nameof(count));
        Contracts.CheckParam((values?.Length ?? 0) >= count, nameof(values));
        Contracts.CheckParam(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        Length = length;
        Count = count;
        ValueArray = values ?? [];
        IndexArray = indices ?? [];
    }

    internal VBuffer(int length, T[] values, int[] indices, int count)
    {
        Length = length;
        Count = count;
        ValueArray = values;
        IndexArray = indices;
    }

    public bool IsDense => Count == Length;

    public ReadOnlySpan<T> GetValues() => ValueArray.AsSpan(0, Count);
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : IndexArray.AsSpan(0, Count);

    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, Count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Contracts.CheckParam(0 <= sourceIndex && sourceIndex <= Length, nameof(sourceIndex));
        Contracts.CheckParam(0 <= length && length <= Length - sourceIndex, nameof(length));
        if (IsDense)
        {
            VBufferEditor<T> dense = VBufferEditor.Create(ref destination, length);
            ValueArray.AsSpan(sourceIndex, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }

        ReadOnlySpan<int> indices = GetIndices();
        int first = LowerBound(indices, sourceIndex);
        int count = LowerBound(indices, sourceIndex + length) - first;
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, count);
        ValueArray.AsSpan(first, count).CopyTo(editor.Values);
        for (int i = 0; i < count && count < length; i++)
        {
            editor.Indices[i] = indices[first + i] - sourceIndex;
        }

        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        Contracts.CheckParam(0 <= destinationIndex && destinationIndex <= destination.Length - Length, nameof(destination), "Not large enough to hold these values.");
        Span<T> target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        target.Fill(Count == 0 ? default : defaultValue);
        for (int i = 0; i < Count; i++)
        {
            target[IndexArray[i]] = ValueArray[i];
        }
    }

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        (T[] values, int[] indices, int count, int length) = (ValueArray, IndexArray, Count, Length);
        for (int i = 0, at = 0; at < (all || IsDense ? length : count); at++)
        {
            if (count == length || !all)
            {
                yield return new(count == length ? at : indices[at], values[at]);
            }
            else
            {
                bool stored = i < count && indices[i] == at;
                yield return new(at, stored ? values[i++] : default);
            }
        }
    }

    public IEnumerable<T> DenseValues() => IsDense ? ValueArray is null ? [] : ValueArray.Take(Length) : Items(all: true).Select(i => i.Value);

    internal T[] ToArray()
    {
        var array = new T[Length];
        CopyTo(array);
        return array;
    }

    public T GetItemOrDefault(int index)
    {
        Contracts.CheckParam(0 <= index && index < Length, nameof(index));
        int at = IsDense ? index : GetIndices().BinarySearch(index);
        return at >= 0 ? ValueArray[at] : default;
    }

    public override string ToString() => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {Count} explicit values";

    private static int LowerBound(ReadOnlySpan<int> sorted, int value)
    {
        int at = sorted.BinarySearch(value);
        return at < 0 ? ~at : at;
    }
}
