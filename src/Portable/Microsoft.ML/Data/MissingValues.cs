using System.Collections.Frozen;

namespace Microsoft.ML.Data;

/// <summary>Which values count as missing: NaN, a key of 0, and a vector that holds one.</summary>
internal static class MissingValues
{
    private static readonly FrozenDictionary<Type, Delegate> Predicates = new Dictionary<Type, Delegate>
    {
        [typeof(float)] = (Predicate<float>)float.IsNaN,
        [typeof(double)] = (Predicate<double>)double.IsNaN,
        [typeof(byte)] = (Predicate<byte>)(key => key == 0),
        [typeof(ushort)] = (Predicate<ushort>)(key => key == 0),
        [typeof(uint)] = (Predicate<uint>)(key => key == 0),
        [typeof(ulong)] = (Predicate<ulong>)(key => key == 0),
    }.ToFrozenDictionary();

    public static bool AreIn(DataViewType type) =>
        Item(type) is KeyDataViewType || Item(type).RawType == typeof(float) || Item(type).RawType == typeof(double);

    /// <summary>Whether the row's value in the column is, or holds, a missing one.</summary>
    public static Func<bool> Test(DataViewRow row, DataViewSchema.Column column) => Generic.Call<Func<bool>>(
        typeof(MissingValues), column.Type is VectorDataViewType ? nameof(Vector) : nameof(Scalar), Item(column.Type).RawType, row, column);

    private static DataViewType Item(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    private static Func<bool> Scalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        var isMissing = (Predicate<T>)Predicates[typeof(T)];
        T value = default;
        return () =>
        {
            getter(ref value);
            return isMissing(value);
        };
    }

    private static Func<bool> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        var isMissing = (Predicate<T>)Predicates[typeof(T)];
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            foreach (T item in value.GetValues())
            {
                if (isMissing(item))
                {
                    return true;
                }
            }

            return !value.IsDense && isMissing(default);
        };
    }
}
