namespace Microsoft.ML.Data;

/// <summary>Objects of a sequence as rows; the sequence is enumerated anew by every cursor.</summary>
internal sealed class EnumerableView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _data;
    private readonly ObjectColumns<TRow> _columns;

    public EnumerableView(IEnumerable<TRow> data, SchemaDefinition definition)
    {
        _data = data;
        _columns = new ObjectColumns<TRow>(definition);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_columns.Columns);
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;
    public DataViewSchema Schema { get; }
    public long? GetRowCount() => (_data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(EnumerableView<TRow> view, IEnumerable<DataViewSchema.Column> columnsNeeded) : RootCursor(view.Schema, columnsNeeded)
    {
        private readonly IEnumerator<TRow> _rows = view._data.GetEnumerator();
        private TRow _current;

        protected override Delegate CreateGetter(int column) => view._columns.MakeGetter(column, () => _current);

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
            {
                _current = null;
                return false;
            }

            _current = _rows.Current;
            Contracts.Check(_current is not null, "Encountered null when iterating over data, this is not supported.");
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _rows.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
