using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Prediction;

/// <summary>The types that key values can have in a model file. Files hold a name from this list, never a type's name.</summary>
internal abstract class LabelValueKind(string name, PrimitiveDataViewType viewType)
{
    private static readonly LabelValueKind<ReadOnlyMemory<char>> Text = new(
        "text", TextDataViewType.Instance, value => value.ToString(), text => text.AsMemory(),
        (context, output, index, values) => context.Transforms.Conversion.MapValue(output, Pairs(values, value => value.ToString()), index));

    private static readonly LabelValueKind[] All =
    [
        Text,
        Number<float>("single", NumberDataViewType.Single),
        Number<double>("double", NumberDataViewType.Double),
        Number<sbyte>("int8", NumberDataViewType.SByte),
        Number<short>("int16", NumberDataViewType.Int16),
        Number<int>("int32", NumberDataViewType.Int32),
        Number<long>("int64", NumberDataViewType.Int64),
        Number<byte>("uint8", NumberDataViewType.Byte),
        Number<ushort>("uint16", NumberDataViewType.UInt16),
        Number<uint>("uint32", NumberDataViewType.UInt32),
        Number<ulong>("uint64", NumberDataViewType.UInt64),
        new LabelValueKind<bool>(
            "boolean", BooleanDataViewType.Instance, value => value ? "True" : "False", bool.Parse,
            (context, output, index, values) => context.Transforms.Conversion.MapValue(output, Pairs(values, value => value), index)),
    ];

    public string Name => name;

    public PrimitiveDataViewType ViewType => viewType;

    public static LabelValueKind? Find(string name) => Array.Find(All, kind => string.Equals(kind.Name, name, StringComparison.Ordinal));

    public static LabelValueKind? Find(DataViewType type) => Array.Find(All, kind => kind.ViewType.Equals(type));

    public abstract LabelValues Read(DataViewSchema.Column label);

    /// <exception cref="InvalidDataException">A value cannot be read.</exception>
    public abstract LabelValues Parse(IReadOnlyList<string> values);

    /// <summary>Says of a column that is only described, not filled, that it has <paramref name="count"/> key values of this type.</summary>
    public abstract void AddPlaceholder(SchemaDefinition.Column column, int count);

    /// <summary>Class numbers from 1, each with its value.</summary>
    protected static IEnumerable<KeyValuePair<uint, TValue>> Pairs<T, TValue>(T[] values, Func<T, TValue> convert) =>
        values.Select((value, index) => KeyValuePair.Create((uint)index + 1, convert(value)));

    private static LabelValueKind<T> Number<T>(string name, PrimitiveDataViewType type)
        where T : struct, IFormattable, IParsable<T> =>
        new(name, type,
            value => value.ToString(null, CultureInfo.InvariantCulture),
            text => T.Parse(text, CultureInfo.InvariantCulture),
            (context, output, index, values) => context.Transforms.Conversion.MapValue(output, Pairs(values, value => value), index));
}
