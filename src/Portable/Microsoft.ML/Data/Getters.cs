namespace Microsoft.ML.Data;

/// <summary>Checks shared by every row and cursor.</summary>
internal static class Getters
{
    /// <summary>Which columns of the schema a caller asks for.</summary>
    public static bool[] Activate(this DataViewSchema schema, IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in Contracts.NotNull(columns, "columnsNeeded"))
        {
            Contracts.Check(column.Index < active.Length, $"The requested column: {column} is not part of the sourceSchema");
            active[column.Index] = true;
        }

        return active;
    }

    public static bool IsActive(this bool[] active, DataViewSchema.Column column)
    {
        Contracts.CheckParam(column.Index < active.Length, nameof(column));
        return active[column.Index];
    }

    /// <summary>The getter of an active column as the type that the caller asked for.</summary>
    public static ValueGetter<TValue> Cast<TValue>(Delegate getter, DataViewSchema.Column column)
    {
        Contracts.CheckParam(getter is not null, nameof(column), "requested column not active");
        return getter as ValueGetter<TValue> ?? throw WrongType<TValue>(column);
    }

    public static InvalidOperationException WrongType<TValue>(DataViewSchema.Column column) =>
        new($"Invalid TValue in GetGetter for column #{column}: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");

    /// <summary>The getter of a column whose value type is known only at run time.</summary>
    public static Delegate GetGetter(this DataViewRow row, DataViewSchema.Column column) =>
        Generic.Call<Delegate>(typeof(Getters), nameof(TypedGetter), column.Type.RawType, row, column);

    /// <summary>Takes the values that a column has in the current row; a scalar is a vector of one.</summary>
    public static Action Reader<T>(DataViewRow row, DataViewSchema.Column column, Action<VBuffer<T>> take)
    {
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<T>> getVector = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                getVector(ref vector);
                take(vector);
            };
        }

        ValueGetter<T> get = row.GetGetter<T>(column);
        var one = new T[1];
        return () =>
        {
            get(ref one[0]);
            take(new VBuffer<T>(1, one));
        };
    }

    private static Delegate TypedGetter<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);
}

/// <summary>Calls of generic methods with a type that is known only at run time.</summary>
internal static class Generic
{
    public static TResult Call<TResult>(Type owner, string method, Type argument, params object[] arguments) =>
        Call<TResult>(owner, method, [argument], arguments);

    public static TResult Call<TResult>(Type owner, string method, Type[] typeArguments, params object[] arguments) =>
        (TResult)owner.GetMethod(method, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            .MakeGenericMethod(typeArguments)
            .Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
