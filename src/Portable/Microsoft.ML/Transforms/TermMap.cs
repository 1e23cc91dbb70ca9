using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The distinct values of a column; the n-th has the key n, a missing or unseen value has 0.</summary>
internal abstract class TermMap
{
    public PrimitiveDataViewType ItemType { get; private set; }
    public abstract int Count { get; }

    public abstract Delegate Getter(DataViewRow row, int index);
    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText);
    protected abstract void SaveValues(BinaryWriter writer);
    protected abstract void LoadValues(ModelReader reader);

    /// <summary>Adds what the row holds; called once per row.</summary>
    protected abstract Action Collector(DataViewRow row, int index, int maximum);
    protected abstract void Seal(bool sort);

    /// <summary>Reads the columns in one pass over the data.</summary>
    public static TermMap[] Train(IDataView data, DataViewSchema.Column[] columns, int maximum, bool sort)
    {
        TermMap[] maps = Array.ConvertAll(columns, c => Create((PrimitiveDataViewType)c.Type.ItemType()));
        using (DataViewRowCursor cursor = data.GetRowCursor(columns))
        {
            Action[] collect = [.. maps.Select((m, i) => m.Collector(cursor, columns[i].Index, maximum))];
            while (cursor.MoveNext())
            {
                foreach (Action add in collect)
                {
                    add();
                }
            }
        }

        Array.ForEach(maps, m => m.Seal(sort));
        return maps;
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteType(ItemType);
        SaveValues(writer);
    }

    public static TermMap Load(ModelReader reader)
    {
        TermMap map = Create(reader.ReadType() as PrimitiveDataViewType ?? throw ModelReader.Corrupt());
        map.LoadValues(reader);
        map.Seal(sort: false);
        return map;
    }

    private static TermMap Create(PrimitiveDataViewType itemType)
    {
        var map = (TermMap)Activator.CreateInstance(typeof(TermMap<>).MakeGenericType(itemType.RawType));
        map.ItemType = itemType;
        return map;
    }
}

internal sealed class TermMap<T> : TermMap
{
    private readonly Dictionary<T, uint> _keys = new(TermValues.Comparer<T>());
    private T[] _values = [];

    public override int Count => _values.Length;

    public override Delegate Getter(DataViewRow row, int index) => ColumnMapping.Elementwise<T, uint>(row, index, KeyOf);

    public override void AddKeyValues(DataViewSchema.Annotations.Builder builder, bool asText)
    {
        if (asText)
        {
            builder.AddVector(AnnotationKinds.KeyValues, TextDataViewType.Instance, Array.ConvertAll(_values, v => TermValues.Name(v).AsMemory()));
        }
        else
        {
            builder.AddVector(AnnotationKinds.KeyValues, ItemType, _values);
        }
    }

    protected override Action Collector(DataViewRow row, int index, int maximum) => Getters.Reader<T>(row, row.Schema[index], vector =>
    {
        foreach (T item in vector.DenseValues())
        {
            Add(item, maximum);
        }
    });

    protected override void Seal(bool sort)
    {
        if (sort || _values.Length == 0)
        {
            _values = [.. _keys.OrderBy(k => k.Value).Select(k => k.Key)];
        }

        if (sort)
        {
            Array.Sort(_values, TermValues.Order<T>());
            _keys.Clear();
            foreach (T value in _values)
            {
                _keys.Add(value, (uint)_keys.Count + 1);
            }
        }
    }

    protected override void SaveValues(BinaryWriter writer)
    {
        writer.Write(_values.Length);
        writer.WriteValues<T>(_values);
    }

    protected override void LoadValues(ModelReader reader)
    {
        foreach (T value in reader.ReadValues<T>(reader.ReadCount()))
        {
            ModelReader.Check(_keys.TryAdd(value, (uint)_keys.Count + 1));
        }
    }

    private uint KeyOf(T value) => _keys.TryGetValue(value, out uint key) ? key : 0;

    private void Add(T value, int maximum)
    {
        if (_keys.Count < maximum && !TermValues.IsMissing(value, ItemType) && !_keys.ContainsKey(value))
        {
            // A text may be a window of a larger buffer that the source reuses.
            _keys.Add(value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value, (uint)_keys.Count + 1);
        }
    }
}

/// <summary>Equality, order, names and missing values of the types that keys are made of.</summary>
internal static class TermValues
{
    public static IEqualityComparer<T> Comparer<T>() =>
        typeof(T) == typeof(ReadOnlyMemory<char>) ? (IEqualityComparer<T>)(object)TextComparer.Instance : EqualityComparer<T>.Default;

    public static IComparer<T> Order<T>() =>
        typeof(T) == typeof(ReadOnlyMemory<char>) ? (IComparer<T>)(object)TextComparer.Instance : System.Collections.Generic.Comparer<T>.Default;

    public static bool IsMissing<T>(T value, DataViewType type) => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => type is KeyDataViewType && EqualityComparer<T>.Default.Equals(value, default),
    };

    /// <summary>What stands for a value that is not there.</summary>
    public static T Missing<T>() =>
        typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default;

    public static string Name<T>(T value) => value switch
    {
        bool flag => flag ? "1" : "0",
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>, IComparer<ReadOnlyMemory<char>>
    {
        public static readonly TextComparer Instance = new();

        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);
        public int GetHashCode(ReadOnlyMemory<char> text) => string.GetHashCode(text.Span);
        public int Compare(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
