using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>Reads a key column as class numbers.</summary>
internal static class LabelReader
{
    /// <summary>Checks that a column can be a label.</summary>
    /// <returns>The number of classes, which is the key's count, whether or not each of them occurs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is no scalar key.</exception>
    /// <exception cref="InvalidOperationException">There is one class only.</exception>
    public static int ClassCount(DataViewSchema.Column label)
    {
        if (label.Type is not KeyDataViewType key)
        {
            throw SchemaErrors.Mismatch("label", label.Name, "Key (put Conversion.MapValueToKey in front of the trainer)", label.Type.ToString()!);
        }

        return key.Count switch
        {
            1 => throw new InvalidOperationException($"Label column '{label.Name}' has one class only; a classifier needs at least two."),
            > int.MaxValue => throw new InvalidOperationException($"Label column '{label.Name}' has {key.Count} classes; at most {int.MaxValue} are possible."),
            ulong count => (int)count,
        };
    }

    /// <summary>A function that gives the class of the current row, from 0, or -1 where the label is missing.</summary>
    public static Func<int> Create(DataViewRow row, DataViewSchema.Column label) => Type.GetTypeCode(label.Type.RawType) switch
    {
        TypeCode.Byte => Reader(row.GetGetter<byte>(label), value => value - 1),
        TypeCode.UInt16 => Reader(row.GetGetter<ushort>(label), value => value - 1),
        TypeCode.UInt64 => Reader(row.GetGetter<ulong>(label), value => (int)value - 1),
        _ => Reader(row.GetGetter<uint>(label), value => (int)value - 1),
    };

    private static Func<int> Reader<T>(ValueGetter<T> getter, Func<T, int> toClass)
        where T : struct
    {
        T value = default;
        return () =>
        {
            getter(ref value);
            return toClass(value);
        };
    }
}
