using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Copies the active row of a cursor into an object: what CreateEnumerable, custom mappings and engines do.</summary>
internal sealed class ObjectFiller<TRow>
    where TRow : class
{
    private readonly (SchemaDefinition.Column Member, DataViewSchema.Column Column)[] _pairs;

    public ObjectFiller(DataViewSchema schema, SchemaDefinition definition = null, bool ignoreMissingColumns = false)
    {
        definition ??= SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Write);
        var pairs = new List<(SchemaDefinition.Column, DataViewSchema.Column)>();
        foreach (SchemaDefinition.Column wanted in definition)
        {
            if (schema.GetColumnOrNull(wanted.ColumnName) is not { } column)
            {
                Contracts.CheckParam(ignoreMissingColumns, "Schema", $"Could not find  column '{wanted.ColumnName}'");
                continue;
            }

            MemberType member = MemberType.Of(wanted.Member);
            Contracts.Check(
                member.Fits(column.Type),
                $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property '{wanted.Member.Name}' of type '{member.Declared}'.");
            pairs.Add((wanted, column));
        }

        _pairs = [.. pairs];
    }

    /// <summary>The columns that are read.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _pairs.Select(p => p.Column);

    /// <summary>What fills an object from the row's present values.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] fills = Array.ConvertAll(_pairs, pair => Bind(row, row.Schema[pair.Column.Index], pair.Member.Member));
        return target =>
        {
            foreach (Action<TRow> fill in fills)
            {
                fill(target);
            }
        };
    }

    private static Action<TRow> Bind(DataViewRow row, DataViewSchema.Column column, MemberInfo member)
    {
        MemberType type = MemberType.Of(member);
        string kind = (type.IsVector, type.Item == typeof(string)) switch
        {
            (false, true) => nameof(FillText),
            (false, _) => nameof(FillScalar),
            (_, true) => nameof(FillTexts),
            _ => type.Declared.IsArray ? nameof(FillArray) : nameof(FillVector),
        };
        return Generic.Call<Action<TRow>>(typeof(ObjectFiller<TRow>), kind, type.Item, row, column, member);
    }

    private static Action<TRow> FillScalar<T>(DataViewRow row, DataViewSchema.Column column, MemberInfo member)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        Action<TRow, T> write = MemberAccess.Writer<TRow, T>(member);
        return target =>
        {
            T value = default;
            get(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> FillText<T>(DataViewRow row, DataViewSchema.Column column, MemberInfo member)
    {
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(column);
        Action<TRow, string> write = MemberAccess.Writer<TRow, string>(member);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            write(target, value.ToString());
        };
    }

    private static Action<TRow> FillVector<T>(DataViewRow row, DataViewSchema.Column column, MemberInfo member)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
        Action<TRow, VBuffer<T>> write = MemberAccess.Writer<TRow, VBuffer<T>>(member);
        Func<TRow, VBuffer<T>> read = CurrentValue<VBuffer<T>>(member);
        return target =>
        {
            VBuffer<T> value = read(target);
            get(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> FillArray<T>(DataViewRow row, DataViewSchema.Column column, MemberInfo member) =>
        Fill<T, T>(row, column, member, (values, target) => values.CopyTo(target));

    private static Action<TRow> FillTexts<T>(DataViewRow row, DataViewSchema.Column column, MemberInfo member) =>
        Fill<ReadOnlyMemory<char>, string>(row, column, member, (values, target) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = values.GetItemOrDefault(i).ToString();
            }
        });

    private static Action<TRow> Fill<TValue, TItem>(DataViewRow row, DataViewSchema.Column column, MemberInfo member, Action<VBuffer<TValue>, TItem[]> copy)
    {
        ValueGetter<VBuffer<TValue>> get = row.GetGetter<VBuffer<TValue>>(column);
        Action<TRow, TItem[]> write = MemberAccess.Writer<TRow, TItem[]>(member);
        Func<TRow, TItem[]> read = CurrentValue<TItem[]>(member);
        VBuffer<TValue> values = default;
        return target =>
        {
            get(ref values);
            TItem[] array = read(target);
            if (array is null || array.Length != values.Length)
            {
                array = new TItem[values.Length];
            }

            copy(values, array);
            write(target, array);
        };
    }

    /// <summary>What the object already holds, so that its buffers are used again.</summary>
    private static Func<TRow, TValue> CurrentValue<TValue>(MemberInfo member) =>
        MemberAccess.CanRead(member) ? MemberAccess.Reader<TRow, TValue>(member) : _ => default;
}
