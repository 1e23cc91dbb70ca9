namespace Microsoft.ML.Data;

/// <summary>Values of one column kept apart from the cursor that read them: the pool of a shuffle, the rows of a cache.</summary>
internal abstract class ColumnStore
{
    public static ColumnStore Create(DataViewType type) => Generic.Call<ColumnStore>(typeof(ColumnStore), nameof(CreateTyped), type.RawType);

    /// <summary>Connects the store to the cursor whose rows it takes.</summary>
    public abstract void Bind(DataViewRow row, DataViewSchema.Column column);

    public abstract void Take(int slot);

    /// <summary>A getter of the value in whatever slot is current; reading with no row (-1) is an error.</summary>
    public abstract Delegate MakeGetter(Func<int> slot);

    private static ColumnStore CreateTyped<T>() => new Typed<T>();

    private sealed class Typed<T> : ColumnStore
    {
        private readonly Copier<T> _copy = Copier.For<T>();
        private ValueGetter<T> _source;
        private T[] _values = new T[16];

        public override void Bind(DataViewRow row, DataViewSchema.Column column) => _source = row.GetGetter<T>(column);

        public override void Take(int slot)
        {
            if (slot >= _values.Length)
            {
                Array.Resize(ref _values, Math.Max(slot + 1, 2 * _values.Length));
            }

            _source(ref _values[slot]);
        }

        public override Delegate MakeGetter(Func<int> slot) => (ValueGetter<T>)((ref T value) =>
        {
            int at = slot();
            Contracts.Check(at >= 0, CountingCursor.NoRow);
            _copy(in _values[at], ref value);
        });
    }
}

internal delegate void Copier<T>(in T source, ref T destination);

internal static class Copier
{
    /// <summary>Assignment, but the items of a vector are copied into the destination's own buffer.</summary>
    public static Copier<T> For<T>() =>
        typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>)
            ? Generic.Call<Copier<T>>(typeof(Copier), nameof(OfVector), typeof(T).GenericTypeArguments[0])
            : (in T source, ref T destination) => destination = source;

    private static Copier<VBuffer<T>> OfVector<T>() => (in VBuffer<T> source, ref VBuffer<T> destination) => source.CopyTo(ref destination);
}
