namespace Microsoft.ML.Data;

public static class VBufferEditor
{
    public static VBufferEditor<T> CreateFromBuffer<T>(ref VBuffer<T> destination) =>
        Create(ref destination, destination.Length, destination.Count, keepOldOnResize: true);

    public static VBufferEditor<T> Create<T>(
        ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false)
    {
        Contracts.CheckParam(newLogicalLength >= 0, nameof(newLogicalLength), "Must be non-negative.");
        int count = valuesCount ?? newLogicalLength;
        Contracts.CheckParam(0 <= count && count <= newLogicalLength, nameof(valuesCount), "If specified, must be no greater than newLogicalLength");
        int capacity = maxValuesCapacity ?? newLogicalLength;
        T[] values = Ensure(destination.ValueArray, count, capacity, keepOldOnResize, out bool newValues);
        int[] indices = destination.IndexArray ?? [];
        if (count < newLogicalLength || requireIndicesOnDense)
        {
            indices = Ensure(indices, count, capacity, keepOldOnResize, out _);
        }

        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues);
    }

    /// <summary>An array of at least <paramref name="count"/> items, grown by doubling up to the capacity.</summary>
    private static TItem[] Ensure<TItem>(TItem[] array, int count, int capacity, bool keep, out bool created)
    {
        array ??= [];
        created = array.Length < count;
        if (!created)
        {
            return array;
        }

        var grown = new TItem[Math.Max(count, Math.Min(capacity, 2 * array.Length))];
        if (keep)
        {
            array.CopyTo(grown, 0);
        }

        return grown;
    }
}

public readonly ref struct VBufferEditor<T>
{
    private readonly int _length;
    private readonly T[] _values;
    private readonly int[] _indices;

    public readonly Span<T> Values;
    public readonly Span<int> Indices;

    internal VBufferEditor(int length, int count, T[] values, int[] indices, bool indicesOnDense, bool newValues)
    {
        _length = length;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = count < length || indicesOnDense ? indices.AsSpan(0, count) : default;
        CreatedNewValues = newValues;
    }

    public bool CreatedNewValues { get; }

    public VBuffer<T> Commit() => new(_length, _values, _indices, Values.Length);

    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        Contracts.CheckParam(
            physicalValuesCount <= Values.Length,
            nameof(physicalValuesCount),
            "Updating physicalValuesCount during CommitTruncated cannot be greater than the original physicalValuesCount value used in Create.");
        Contracts.CheckParam(physicalValuesCount == _length || physicalValuesCount <= _indices.Length, "indices");
        return new(_length, _values, _indices, physicalValuesCount);
    }
}
