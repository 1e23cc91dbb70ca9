namespace Microsoft.ML.Data;

/// <summary>
/// ML.NET computes columns in worker threads wherever it can copy every value that is asked for, and what goes wrong
/// there arrives in one kind of exception: once where a mapping fails, twice where the rows below the lowest mapping
/// do. Callers see the same here, though no worker is involved.
/// </summary>
internal static class WorkerFailure
{
    private const string Text = "Splitter/consolidator worker encountered exception while consuming source data";

    public static bool Expected(RowMapper mapper, bool[] active)
    {
        bool computes = false;
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i])
            {
                if (mapper.OutputSchema[i].Type is not (PrimitiveDataViewType or VectorDataViewType))
                {
                    return false;
                }

                computes |= mapper.SourceOf(i) < 0;
            }
        }

        return computes;
    }

    public static ValueGetter<TValue> Report<TValue>(ValueGetter<TValue> getter) => (ref TValue value) =>
    {
        try
        {
            getter(ref value);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(Text, e);
        }
    };

    public static bool Report(Func<bool> moveNext)
    {
        try
        {
            return moveNext();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(Text, e);
        }
    }

    /// <summary>The rows as the lowest mapping gets them.</summary>
    public static DataViewRowCursor Split(DataViewRowCursor input) =>
        input is MappedCursor mapped && mapped.HandOver() ? input : new SplitCursor(input);

    private sealed class SplitCursor(DataViewRowCursor input) : DataViewRowCursor
    {
        public override long Position => input.Position;
        public override long Batch => input.Batch;
        public override DataViewSchema Schema => input.Schema;
        public override bool MoveNext() => Report(input.MoveNext);
        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();
        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);
        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Report(input.GetGetter<TValue>(column));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }
        }
    }
}
