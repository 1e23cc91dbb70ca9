using System.Numerics;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>The columns that the objects of a row class hold, and getters that read them from a current object.</summary>
internal sealed class ObjectColumns<TRow>
    where TRow : class
{
    private readonly SchemaDefinition.Column[] _columns;

    public ObjectColumns(SchemaDefinition definition = null)
    {
        _columns = [.. (definition ?? SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read)).Where(c => MemberAccess.CanRead(c.Member))];
        foreach (SchemaDefinition.Column column in _columns)
        {
            MemberType member = MemberType.Of(column.Member);
            column.ColumnType ??= member.ColumnType(column.Member);
            Check(column, member);
        }

        Columns = Array.ConvertAll(_columns, c => new DataViewSchema.DetachedColumn(c.ColumnName, c.ColumnType, c.Annotations));
    }

    public DataViewSchema.DetachedColumn[] Columns { get; }

    /// <summary>A getter of the column on whatever object <paramref name="current"/> returns at the time.</summary>
    public Delegate MakeGetter(int column, Func<TRow> current)
    {
        MemberInfo member = _columns[column].Member;
        MemberType type = MemberType.Of(member);
        if (_columns[column].ColumnType is KeyDataViewType key)
        {
            return Generic.Call<Delegate>(typeof(ObjectColumns<TRow>), nameof(KeyGetter), type.Item, member, current, key.Count);
        }

        string kind = (type.IsVector, type.Item == typeof(string)) switch
        {
            (false, true) => nameof(TextGetter),
            (false, _) => nameof(ScalarGetter),
            (_, true) => nameof(TextsGetter),
            _ => type.Declared.IsArray ? nameof(ArrayGetter) : nameof(VectorGetter),
        };
        return Generic.Call<Delegate>(typeof(ObjectColumns<TRow>), kind, type.Item, member, current);
    }

    private static void Check(SchemaDefinition.Column column, MemberType member)
    {
        const string userSchemaDefinition = nameof(userSchemaDefinition);
        var vector = column.ColumnType as VectorDataViewType;
        Contracts.CheckParam(
            vector is not null == member.IsVector,
            userSchemaDefinition,
            $"Column '{column.ColumnName}' is supposed to be {(vector is null ? "scalar" : "vector")}, but type of associated field '{column.Member.Name}' is {(member.IsVector ? "vector" : "scalar")}");
        Type item = (vector?.ItemType ?? column.ColumnType).RawType;
        Contracts.CheckParam(
            item == member.RawItem,
            userSchemaDefinition,
            $"Column '{column.ColumnName}' is supposed to have item type {item}, but associated field has type {member.Item}");
    }

    private static ValueGetter<T> ScalarGetter<T>(MemberInfo member, Func<TRow> current)
    {
        Func<TRow, T> read = MemberAccess.Reader<TRow, T>(member);
        return (ref T value) => value = read(current());
    }

    private static ValueGetter<T> KeyGetter<T>(MemberInfo member, Func<TRow> current, ulong count)
        where T : IBinaryInteger<T>
    {
        Func<TRow, T> read = MemberAccess.Reader<TRow, T>(member);
        T limit = T.CreateChecked(count);
        return (ref T value) => value = Keys.FromZeroBased(read(current()), limit);
    }

    private static ValueGetter<ReadOnlyMemory<char>> TextGetter<T>(MemberInfo member, Func<TRow> current)
    {
        Func<TRow, string> read = MemberAccess.Reader<TRow, string>(member);
        return (ref ReadOnlyMemory<char> value) => value = read(current()).AsMemory();
    }

    private static ValueGetter<VBuffer<T>> ArrayGetter<T>(MemberInfo member, Func<TRow> current)
    {
        Func<TRow, T[]> read = MemberAccess.Reader<TRow, T[]>(member);
        return (ref VBuffer<T> value) =>
        {
            T[] array = read(current()) ?? [];
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, array.Length);
            array.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> TextsGetter<T>(MemberInfo member, Func<TRow> current)
    {
        Func<TRow, string[]> read = MemberAccess.Reader<TRow, string[]>(member);
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            string[] array = read(current()) ?? [];
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, array.Length);
            for (int i = 0; i < array.Length; i++)
            {
                editor.Values[i] = array[i].AsMemory();
            }

            value = editor.Commit();
        };
    }

    private static ValueGetter<VBuffer<T>> VectorGetter<T>(MemberInfo member, Func<TRow> current)
    {
        Func<TRow, VBuffer<T>> read = MemberAccess.Reader<TRow, VBuffer<T>>(member);
        return (ref VBuffer<T> value) => read(current()).CopyTo(ref value);
    }
}
