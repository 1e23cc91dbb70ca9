using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A dictionary from the values of one column to those of another.</summary>
internal abstract class ValueMap
{
    public DataViewType KeyType { get; private set; }

    /// <summary>Type and annotations of what comes out.</summary>
    public DataViewSchema.DetachedColumn Value { get; private set; }

    public abstract Delegate Getter(DataViewRow row, int index);
    protected abstract void Fill(DataViewRowCursor cursor, DataViewSchema.Column key, DataViewSchema.Column value);
    protected abstract void SaveItems(BinaryWriter writer);
    protected abstract void LoadItems(ModelReader reader);

    public static ValueMap FromPairs<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs, bool valuesAsKeys)
    {
        KeyValuePair<TKey, TValue>[] items = [.. Contracts.NotNull(pairs, "source")];
        DataViewType type = TypeOf(typeof(TValue));
        return valuesAsKeys
            ? FromKeys(items, (PrimitiveDataViewType)type)
            : Create(typeof(TKey), items.Select(p => p.Key), new("Value", type), RawValues(items.Select(p => p.Value)));
    }

    public static ValueMap FromVectors<TKey, TItem>(IEnumerable<KeyValuePair<TKey, TItem[]>> pairs)
    {
        KeyValuePair<TKey, TItem[]>[] items = [.. Contracts.NotNull(pairs, "source")];
        int[] sizes = [.. items.Select(p => p.Value.Length).Distinct()];
        var type = new VectorDataViewType((PrimitiveDataViewType)TypeOf(typeof(TItem)), sizes is [var size] ? size : 0);
        Array values = typeof(TItem) == typeof(string)
            ? Array.ConvertAll(items, p => new VBuffer<ReadOnlyMemory<char>>(p.Value.Length, Array.ConvertAll((string[])(object)p.Value, s => s.AsMemory())))
            : Array.ConvertAll(items, p => new VBuffer<TItem>(p.Value.Length, (TItem[])p.Value.Clone()));
        return Create(typeof(TKey), items.Select(p => p.Key), new("Value", type), values);
    }

    public static ValueMap FromView(IDataView view, DataViewSchema.Column key, DataViewSchema.Column value)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(value.Annotations, name => name == AnnotationKinds.KeyValues);
        ValueMap map = Create(key.Type, new(value.Name, value.Type, annotations.ToAnnotations()));
        using DataViewRowCursor cursor = view.GetRowCursor([key, value]);
        map.Fill(cursor, key, value);
        return map;
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteType(KeyType);
        writer.WriteColumn(Value);
        SaveItems(writer);
    }

    public static ValueMap Load(ModelReader reader)
    {
        DataViewType keyType = reader.ReadType();
        ModelReader.Check(keyType is PrimitiveDataViewType);
        ValueMap map = Create(keyType, reader.ReadColumn());
        map.LoadItems(reader);
        return map;
    }

    /// <summary>The distinct values become keys (numbers stay what they are); their texts are the key values.</summary>
    private static ValueMap FromKeys<TKey, TValue>(KeyValuePair<TKey, TValue>[] items, PrimitiveDataViewType type)
    {
        List<TValue> distinct = [.. items.Select(p => p.Value).Distinct()];
        Contracts.CheckParam(distinct.Count > 0, "keyCount");
        Type raw = type.RawType == typeof(ulong) ? typeof(ulong) : typeof(uint);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddVector(AnnotationKinds.KeyValues, TextDataViewType.Instance, [.. distinct.Select(v => TermValues.Name(v).AsMemory())]);
        var column = new DataViewSchema.DetachedColumn("Value", new KeyDataViewType(raw, distinct.Count), annotations.ToAnnotations());
        Array values;
        if (type.RawType == raw)
        {
            values = RawValues(items.Select(p => p.Value));
        }
        else
        {
            Dictionary<TValue, uint> keys = [];
            distinct.ForEach(v => keys.Add(v, (uint)keys.Count + 1));
            values = Array.ConvertAll(items, p => keys[p.Value]);
        }

        return Create(typeof(TKey), items.Select(p => p.Key), column, values);
    }

    private static ValueMap Create<TKey>(Type keyType, IEnumerable<TKey> keys, DataViewSchema.DetachedColumn column, Array values)
    {
        ValueMap map = Create(TypeOf(keyType), column);
        Generic.Call<object>(typeof(ValueMap), nameof(AddAll), [map.KeyType.RawType, column.Type.RawType], map, RawValues(keys), values);
        return map;
    }

    private static object AddAll<TKey, TValue>(ValueMap<TKey, TValue> map, Array keys, Array values)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            map.Add(((TKey[])keys)[i], ((TValue[])values)[i]);
        }

        return null;
    }

    private static ValueMap Create(DataViewType keyType, DataViewSchema.DetachedColumn value)
    {
        var map = (ValueMap)Activator.CreateInstance(typeof(ValueMap<,>).MakeGenericType(keyType.RawType, value.Type.RawType));
        (map.KeyType, map.Value) = (keyType, value);
        return map;
    }

    private static Array RawValues<T>(IEnumerable<T> values) =>
        typeof(T) == typeof(string) ? values.Select(v => ((string)(object)v).AsMemory()).ToArray() : values.ToArray();

    private static DataViewType TypeOf(Type type) =>
        MemberType.PrimitiveOrNull(type)
        ?? throw new InvalidOperationException($"Unsupported type {type} used in mapping.");
}

internal sealed class ValueMap<TKey, TValue> : ValueMap
{
    private readonly Dictionary<TKey, TValue> _items = new(TermValues.Comparer<TKey>());

    public void Add(TKey key, TValue value) => Contracts.Check(_items.TryAdd(key, value), $"Duplicate keys in data '{key}'");

    /// <summary>Texts go out by reference, however long they are; vectors are copied into the caller's buffer.</summary>
    public override Delegate Getter(DataViewRow row, int index)
    {
        DataViewType type = row.Schema[index].Type.ItemType();
        Contracts.Check(type.RawType == typeof(TKey), $"Invalid TValue: '{typeof(TKey)}', expected type: '{type.RawType}'.");
        Delegate getter = ColumnMapping.Elementwise<TKey, TValue>(row, index, key => _items.GetValueOrDefault(key));
        return VectorCopy.Of(getter) ?? getter;
    }

    protected override void Fill(DataViewRowCursor cursor, DataViewSchema.Column key, DataViewSchema.Column value)
    {
        ValueGetter<TKey> getKey = cursor.GetGetter<TKey>(key);
        ValueGetter<TValue> getValue = cursor.GetGetter<TValue>(value);
        while (cursor.MoveNext())
        {
            TKey k = default;
            TValue v = default;
            getKey(ref k);
            getValue(ref v);
            Add(k is ReadOnlyMemory<char> text ? (TKey)(object)text.ToString().AsMemory() : k, v);
        }
    }

    protected override void SaveItems(BinaryWriter writer)
    {
        writer.Write(_items.Count);
        writer.WriteValues<TKey>([.. _items.Keys]);
        foreach (TValue value in _items.Values)
        {
            writer.WriteValue(value);
        }
    }

    protected override void LoadItems(ModelReader reader)
    {
        foreach (TKey key in reader.ReadValues<TKey>(reader.ReadCount()))
        {
            ModelReader.Check(_items.TryAdd(key, default));
        }

        foreach (TKey key in _items.Keys.ToArray())
        {
            _items[key] = reader.ReadValue<TValue>();
        }
    }
}

/// <summary>Vectors that a transformer keeps must not be handed out: a caller may write into their arrays.</summary>
internal static class VectorCopy
{
    public static Delegate Of(Delegate getter)
    {
        Type value = getter.GetType().GetGenericArguments()[0];
        return value.IsGenericType && value.GetGenericTypeDefinition() == typeof(VBuffer<>)
            ? Generic.Call<Delegate>(typeof(VectorCopy), nameof(Copy), value.GetGenericArguments()[0], getter)
            : null;
    }

    private static ValueGetter<VBuffer<T>> Copy<T>(ValueGetter<VBuffer<T>> inner)
    {
        return (ref VBuffer<T> destination) =>
        {
            VBuffer<T> kept = default;
            inner(ref kept);
            kept.CopyTo(ref destination);
        };
    }
}
