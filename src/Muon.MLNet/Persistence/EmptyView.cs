using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Persistence;

/// <summary>A view of some columns and no rows: steps that learn nothing are fitted to it.</summary>
internal sealed class EmptyView : IDataView
{
    public EmptyView(params ReadOnlySpan<(string Name, DataViewType Type)> columns)
    {
        DataViewSchema.Builder builder = new();
        foreach ((string name, DataViewType type) in columns)
        {
            builder.AddColumn(name, type);
        }

        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(Schema);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewSchema schema) : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => -1;

        public override long Batch => 0;

        public override bool MoveNext() => false;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ref TValue _) => throw NoRow();

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId _) => throw NoRow();

        private static InvalidOperationException NoRow() => new("There is no current row.");
    }
}
