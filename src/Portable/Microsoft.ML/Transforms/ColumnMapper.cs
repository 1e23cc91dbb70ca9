namespace Microsoft.ML.Data;

/// <summary>One computed column: what it is, which input columns it reads, how to make its getter on a row.</summary>
internal sealed record ColumnMap(DataViewSchema.DetachedColumn Output, int[] Inputs, Func<DataViewRow, Delegate> Getter);

/// <summary>A mapper whose columns are independent of each other.</summary>
internal sealed class ColumnMapper(DataViewSchema input, ColumnMap[] maps)
    : RowMapper(input, Array.ConvertAll(maps, m => m.Output))
{
    protected override IEnumerable<int> InputsOf(int added) => maps[added].Inputs;

    protected override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer)
    {
        disposer = null;
        return [.. maps.Select((m, i) => isActive(i) ? m.Getter(input) : null)];
    }
}

internal static class ColumnMapping
{
    public static DataViewSchema.Column Require(this DataViewSchema schema, string name, string paramName = "inputSchema") =>
        schema.GetColumnOrNull(name) ?? throw Contracts.NoColumn(paramName, "input", name);

    public static DataViewType ItemType(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    /// <summary>The type with another item, its dimensions kept.</summary>
    public static DataViewType WithItem(this DataViewType type, PrimitiveDataViewType item) =>
        type is VectorDataViewType vector ? new VectorDataViewType(item, [.. vector.Dimensions]) : item;

    /// <summary>The slot names of a vector, which survive a change of its items.</summary>
    public static void AddSlotNames(this DataViewSchema.Annotations.Builder builder, DataViewSchema.Column source)
    {
        if (source.HasSlotNames())
        {
            builder.Add(source.Annotations, name => name == AnnotationKinds.SlotNames);
        }
    }

    public static void AddVector<T>(this DataViewSchema.Annotations.Builder builder, string name, PrimitiveDataViewType itemType, T[] values)
    {
        var vector = new VBuffer<T>(values.Length, values);
        builder.Add(name, new VectorDataViewType(itemType, values.Length), (ref VBuffer<T> destination) => vector.CopyTo(ref destination));
    }

    /// <summary>A getter that sends the value, or each item of the vector, through a function.</summary>
    public static Delegate Elementwise<TIn, TOut>(DataViewRow row, int index, Func<TIn, TOut> map)
    {
        DataViewSchema.Column column = row.Schema[index];
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<TIn> get = row.GetGetter<TIn>(column);
            TIn value = default;
            return (ValueGetter<TOut>)((ref TOut destination) =>
            {
                get(ref value);
                destination = map(value);
            });
        }

        ValueGetter<VBuffer<TIn>> getVector = row.GetGetter<VBuffer<TIn>>(column);
        VBuffer<TIn> source = default;
        return (ValueGetter<VBuffer<TOut>>)((ref VBuffer<TOut> destination) =>
        {
            getVector(ref source);
            VBufferEditor<TOut> editor = VBufferEditor.Create(ref destination, source.Length);
            ReadOnlySpan<TIn> values = source.GetValues();
            ReadOnlySpan<int> indices = source.GetIndices();
            if (!source.IsDense)
            {
                editor.Values.Fill(map(default));
            }

            for (int i = 0; i < values.Length; i++)
            {
                editor.Values[source.IsDense ? i : indices[i]] = map(values[i]);
            }

            destination = editor.Commit();
        });
    }
}
