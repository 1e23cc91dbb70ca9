using Microsoft.ML.Runtime;

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
    public long? GetRowCount() => _rowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => new Cursor(this, columnsNeeded, rand, 0, 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        int parts = rand is null ? Math.Max(1, n) : 1;
        return [.. Enumerable.Range(0, parts).Select(i => new Cursor(this, columns, rand, i, parts))];
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
            for (; cursor.MoveNext(); rows++)
            {
                foreach (ColumnStore store in stores)
                {
                    store.Take(rows);
                }
            }

            for (int i = 0; i < stores.Length; i++)
            {
                _stores[missing[i].Index] = stores[i];
            }

            _rowCount = rows;
            return rows;
        }
    }

    /// <summary>Every <c>parts</c>-th row beginning at <c>part</c>; the cache is filled when the first row is asked for.</summary>
    private sealed class Cursor(CacheView view, IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand, int part, int parts) : RootCursor(view.Schema, columnsNeeded)
    {
        private int _rows = -1;
        private int _next = part;
        private int _current = -1;
        private int[] _order;

        protected override Delegate CreateGetter(int column)
        {
            ValueGetterSource source = new(view, column, () => _current);
            return Generic.Call<Delegate>(typeof(ValueGetterSource), nameof(ValueGetterSource.Make), view.Schema[column].Type.RawType, source);
        }

        protected override bool MoveNextCore()
        {
            if (_rows < 0)
            {
                _rows = view.Load(Active);
                _order = rand is null ? null : Permutation(_rows);
            }

            _current = _next >= _rows ? -1 : _order is null ? _next : _order[_next];
            _next += parts;
            return _current >= 0;
        }

        private int[] Permutation(int count)
        {
            int[] order = [.. Enumerable.Range(0, count)];
            for (int i = 0; i < count - 1; i++)
            {
                int j = i + rand.Next(count - i);
                (order[i], order[j]) = (order[j], order[i]);
            }

            return order;
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
                Contracts.Check(source.Row() >= 0, RootCursor.NoRow);
                getter ??= (ValueGetter<T>)source.View._stores[source.Column].MakeGetter(source.Row);
                getter(ref value);
            };
        }
    }
}
