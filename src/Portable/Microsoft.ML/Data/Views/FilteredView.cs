namespace Microsoft.ML.Data;

/// <summary>
/// The rows of a view for which a test on some of its columns holds. The test is made anew for every cursor, so that
/// it may keep a state (a random generator, say); one that needs the rows in their order says so by canShuffle: false.
/// </summary>
internal sealed class FilteredView(IDataView input, IEnumerable<DataViewSchema.Column> tested, Func<DataViewRow, Func<bool>> makeTest, bool canShuffle = true) : IDataView
{
    public bool CanShuffle => canShuffle && input.CanShuffle;
    public DataViewSchema Schema => input.Schema;
    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = Schema.Activate(columnsNeeded);
        return new Cursor(input.GetRowCursor(Needed(active), rand), active, makeTest);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = Schema.Activate(columnsNeeded);
        return Array.ConvertAll(input.GetRowCursorSet(Needed(active), canShuffle ? n : 1, rand), c => (DataViewRowCursor)new Cursor(c, active, makeTest));
    }

    private IEnumerable<DataViewSchema.Column> Needed(bool[] active) => Schema.Where(c => active[c.Index] || tested.Any(t => t.Index == c.Index));

    private sealed class Cursor(DataViewRowCursor input, bool[] active, Func<DataViewRow, Func<bool>> makeTest) : FilterCursor(input, input.Schema, active)
    {
        private readonly Func<bool> _test = makeTest(input);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            IsColumnActive(column) ? base.GetGetter<TValue>(column) : throw new InvalidOperationException();

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (_test())
                {
                    return true;
                }
            }

            return false;
        }
    }
}
