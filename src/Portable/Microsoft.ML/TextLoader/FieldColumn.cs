namespace Microsoft.ML.Data;

/// <summary>A column of a text loader: its type and the ranges of fields that it reads.</summary>
internal sealed class FieldColumn
{
    private readonly (int Min, int Limit)[] _ranges;
    private readonly TextLoader.Options _options;
    private readonly PrimitiveDataViewType _item;

    private FieldColumn(string name, PrimitiveDataViewType item, DataViewType type, (int Min, int Limit)[] ranges, TextLoader.Options options)
    {
        Name = name;
        Type = type;
        _item = item;
        _ranges = ranges;
        _options = options;
    }

    public string Name { get; }
    public DataViewType Type { get; }

    /// <summary>One more than the last field that the column may read.</summary>
    public int Limit => _ranges.Max(r => r.Limit);

    public static FieldColumn Create(TextLoader.Column column, int size, TextLoader.Options options)
    {
        Contracts.CheckParam(!string.IsNullOrWhiteSpace(column.Name), nameof(column.Name), "Name cannot be null or white space");
        Contracts.CheckParam(column.Source is { Length: > 0 }, nameof(column.Source), "Must specify some source column indices");
        PrimitiveDataViewType item = column.ItemType();
        (int Min, int Limit)[] ranges = Array.ConvertAll(column.Source, r => Ends(r, size));
        bool variable = ranges.Any(r => r.Limit == int.MaxValue);
        long total = ranges.Sum(r => (long)r.Limit - r.Min);
        var sorted = ranges.OrderBy(r => r.Min).ToArray();
        for (int i = 1; i < sorted.Length; i++)
        {
            Contracts.CheckParam(sorted[i].Min >= sorted[i - 1].Limit, nameof(column.Source), $"Intervals specified for column '{column.Name}' overlap");
        }

        bool vector = total > 1 || column.Source.Any(r => r.ForceVector);
        DataViewType type = !vector ? item : new VectorDataViewType(item, variable ? 0 : (int)total);
        return new FieldColumn(column.Name, item, type, ranges, options);
    }

    public DataViewSchema.Annotations SlotNames(string[] header)
    {
        if (header is null || Type is not VectorDataViewType { IsKnownSize: true } vector)
        {
            return null;
        }

        ReadOnlyMemory<char>[] names =
            [.. _ranges.SelectMany(r => Enumerable.Range(r.Min, r.Limit - r.Min)).Select(i => (i < header.Length ? header[i] : "").AsMemory())];
        if (names.All(n => n.IsEmpty))
        {
            return null;
        }

        var builder = new DataViewSchema.Annotations.Builder();
        var value = new VBuffer<ReadOnlyMemory<char>>(names.Length, names);
        builder.Add(
            AnnotationKinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, vector.Size),
            (ref VBuffer<ReadOnlyMemory<char>> destination) => value.CopyTo(ref destination));
        return builder.ToAnnotations();
    }

    /// <summary>A place for the column's value in a row.</summary>
    public FieldValue CreateValue() => Generic.Call<FieldValue>(typeof(FieldColumn), nameof(ValueOf), _item.RawType, this);

    private static FieldValue ValueOf<T>(FieldColumn column)
    {
        FieldParser<T> parse = FieldParsers.Get<T>(column._item, column._options);
        T missing = column._options.MissingRealsAsNaNs && column._item is NumberDataViewType ? FieldParsers.MissingReal<T>() : default;
        return column.Type is VectorDataViewType vector
            ? new VectorFieldValue<T>(column.Name, parse, missing, column._ranges, vector.Size)
            : new ScalarFieldValue<T>(column.Name, parse, missing, column._ranges[0].Min);
    }

    private static (int Min, int Limit) Ends(TextLoader.Range range, int size)
    {
        Contracts.CheckParam(range.Min >= 0, nameof(range.Min));
        Contracts.CheckParam(range.Max is null || range.Max >= range.Min, nameof(range.Max));
        int limit = range.Max is { } max ? max + 1 : range.VariableEnd ? int.MaxValue : range.AutoEnd ? Math.Max(size, range.Min + 1) : range.Min + 1;
        return (range.Min, limit);
    }
}
