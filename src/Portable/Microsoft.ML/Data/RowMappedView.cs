namespace Microsoft.ML.Data;

/// <summary>A data view through a <see cref="RowMapper"/>; nothing is computed before a cursor asks.</summary>
internal sealed class RowMappedView(IDataView input, RowMapper mapper) : IDataView
{
    public IDataView Input => input;
    public RowMapper Mapper => mapper;
    public bool CanShuffle => input.CanShuffle;
    public DataViewSchema Schema => mapper.OutputSchema;
    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = Schema.Activate(columnsNeeded);
        return new MappedCursor(input.GetRowCursor(mapper.InputsFor(active), rand), mapper, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = Schema.Activate(columnsNeeded);
        return Array.ConvertAll(input.GetRowCursorSet(mapper.InputsFor(active), n, rand), c => (DataViewRowCursor)new MappedCursor(c, mapper, active));
    }
}
