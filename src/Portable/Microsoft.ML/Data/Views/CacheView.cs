namespace Microsoft.ML.Data;

/// <summary>Keeps the columns that cursors have asked for in memory; each is read from the input once.</summary>
internal sealed class CacheView : IDataView
{
    private readonly Lock _lock = new();
    private readonly IDataView _input;
    private readonly ColumnStore[] _stores;
    private int? _rowCount;

    public CacheView(IDataView input, IEnumerable<DataViewSchema.Column> prefetch)
    {
        _input = input;
        _stores = new ColumnStore[input.Schema.Count];
        DataViewSchema.Column[] first = [.. prefetch];
        if (first.Length > 0)
        {
            Load(input.Schema.Activate(first));
        }
    }

    public bool CanShuffle => true;
    public DataViewSchema Schema => _input.Schema;
    public long? GetRowCount() => _rowCount ?? _input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = Schema.Activate(columnsNeeded);
        var rows = new Lazy<RowBlocks>(() => new RowBlocks(Load(active), rand));
        return [.. Enumerable.Range(0, n > 0 ? n : Environment.ProcessorCount).Select(_ => new Cursor(this, columnsNeeded, rows))];
    }

    private int Load(bool[] active)
    {
        lock (_lock)
        {
            DataViewSchema.Column[] missing = [.. Schema.Where(c => active[c.Index] && _stores[c.Index] is null)];
            if (missing.Length == 0 && _rowCount is { } known)
            {
                return known;
            }

            using DataViewRowCursor cursor = _input.GetRowCursor(missing);
            ColumnStore[] stores = Array.ConvertAll(missing, c => ColumnStore.Create(c.Type));
            for (int i = 0; i < stores.Length; i++)
            {
                stores[i].Bind(cursor, missing[i]);
            }

            int rows = 0;
            try
            {
                for (; cursor.MoveNext(); rows++)
                {
                    foreach (ColumnStore store in stores)
                    {
                        store.Take(rows);
                    }
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("Event we were waiting on was subject to an exception", e);
            }

            for (int i = 0; i < stores.Length; i++)
            {
                _stores[missing[i].Index] = stores[i];
            }

            _rowCount = rows;
            return rows;
        }
    }

    /// <summary>The order of the rows, which the cursors of a set take from block by block.</summary>
    private sealed class RowBlocks
    {
        public const int Size = 64;

        private readonly int[] _order;
        private readonly int _count;
        private int _next = -1;

        public RowBlocks(int count, Random rand)
        {
            _count = count;
            if (rand is not null)
            {
                _order = [.. Enumerable.Range(0, count)];
                for (int i = 0; i < count - 1; i++)
                {
                    int j = i + rand.Next(count - i);
                    (_order[i], _order[j]) = (_order[j], _order[i]);
                }
            }
        }

        public int NextBlock() => Interlocked.Increment(ref _next);

        /// <summary>The row in a place of the order, or -1 beyond the last.</summary>
        public int RowAt(int place) => place >= _count ? -1 : _order is null ? place : _order[place];
    }

    /// <summary>The cache is filled when the first row is asked for.</summary>
    private sealed class Cursor(CacheView view, IEnumerable<DataViewSchema.Column> columnsNeeded, Lazy<RowBlocks> rows) : RootCursor(view.Schema, columnsNeeded)
    {
        private int _block = -1;
        private int _place = RowBlocks.Size - 1;
        private int _current = -1;

        public override long Batch => Math.Max(_block, 0);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            Contracts.Check(_current >= 0, "Cannot call ID getter in current state");
            id = new DataViewRowId((ulong)_current, 0);
        };

        protected override Delegate CreateGetter(int column)
        {
            ValueGetterSource source = new(view, column, () => _current);
            return Generic.Call<Delegate>(typeof(ValueGetterSource), nameof(ValueGetterSource.Make), view.Schema[column].Type.RawType, source);
        }

        protected override bool MoveNextCore()
        {
            if (++_place == RowBlocks.Size)
            {
                _block = rows.Value.NextBlock();
                _place = 0;
            }

            _current = rows.Value.RowAt(_block * RowBlocks.Size + _place);
            return _current >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            _current = -1;
            base.Dispose(disposing);
        }
    }

    /// <summary>A getter that finds its store when it is first called, after the cache is filled.</summary>
    private sealed record ValueGetterSource(CacheView View, int Column, Func<int> Row)
    {
        public static ValueGetter<T> Make<T>(ValueGetterSource source)
        {
            ValueGetter<T> getter = null;
            return (ref T value) =>
            {
                Contracts.Check(source.Row() >= 0, CountingCursor.NoRow);
                getter ??= (ValueGetter<T>)source.View._stores[source.Column].MakeGetter(source.Row);
                getter(ref value);
            };
        }
    }
}
