namespace Microsoft.ML.Data;

/// <summary>A cursor that counts its rows.</summary>
internal abstract class CountingCursor : DataViewRowCursor
{
    public const string NoRow =
        "Values cannot be fetched at this time. This method was called either before the first call to MoveNext, or at any point after that method returned false.";

    private long _position = -1;
    private bool _ended;

    public sealed override long Position => _position;

    public sealed override bool MoveNext()
    {
        if (!_ended && MoveNextCore())
        {
            _position++;
            return true;
        }

        End();
        return false;
    }

    protected abstract bool MoveNextCore();

    protected void CheckPosition() => Contracts.Check(_position >= 0, NoRow);

    protected override void Dispose(bool disposing)
    {
        End();
        base.Dispose(disposing);
    }

    private void End()
    {
        _ended = true;
        _position = -1;
    }
}

/// <summary>A cursor over a source of its own: keeps the position, hands out the getters of active columns.</summary>
internal abstract class RootCursor : CountingCursor
{
    private readonly bool[] _active;
    private readonly Delegate[] _getters;

    protected RootCursor(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        Schema = schema;
        _active = schema.Activate(columnsNeeded);
        _getters = new Delegate[_active.Length];
    }

    public sealed override DataViewSchema Schema { get; }
    public override long Batch => 0;

    protected bool[] Active => _active;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Getters.Cast<TValue>(_active.IsActive(column) ? _getters[column.Index] ??= CreateGetter(column.Index) : null, Schema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        CheckPosition();
        id = new DataViewRowId((ulong)Position, 0);
    };

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the column's raw type, asked for once per active column.</summary>
    protected abstract Delegate CreateGetter(int column);
}

/// <summary>A cursor with the columns of its input, which may pass fewer of its rows.</summary>
internal abstract class FilterCursor(DataViewRowCursor input, DataViewSchema schema, bool[] active) : CountingCursor
{
    protected DataViewRowCursor Input { get; } = input;

    public sealed override DataViewSchema Schema => schema;
    public override long Batch => Input.Batch;
    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column);
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(Input.Schema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        ValueGetter<DataViewRowId> getter = Input.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            CheckPosition();
            getter(ref id);
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Input.Dispose();
        }

        base.Dispose(disposing);
    }
}
