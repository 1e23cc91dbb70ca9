namespace Microsoft.ML.Data;

/// <summary>A cursor over a source of its own: keeps the position, hands out the getters of active columns.</summary>
internal abstract class RootCursor : DataViewRowCursor
{
    public const string NoRow =
        "Values cannot be fetched at this time. This method was called either before the first call to MoveNext, or at any point after that method returned false.";

    private readonly bool[] _active;
    private readonly Delegate[] _getters;
    private long _position = -1;
    private bool _ended;

    protected RootCursor(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        Schema = schema;
        _active = schema.Activate(columnsNeeded);
        _getters = new Delegate[_active.Length];
    }

    public sealed override DataViewSchema Schema { get; }
    public sealed override long Position => _position;
    public override long Batch => 0;

    protected bool[] Active => _active;

    public sealed override bool MoveNext()
    {
        if (!_ended && MoveNextCore())
        {
            _position++;
            return true;
        }

        _ended = true;
        _position = -1;
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Getters.Cast<TValue>(_active.IsActive(column) ? _getters[column.Index] ??= CreateGetter(column.Index) : null, Schema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        CheckPosition();
        id = new DataViewRowId((ulong)_position, 0);
    };

    protected void CheckPosition() => Contracts.Check(_position >= 0, NoRow);

    protected abstract bool MoveNextCore();

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the column's raw type, asked for once per active column.</summary>
    protected abstract Delegate CreateGetter(int column);

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        _position = -1;
        base.Dispose(disposing);
    }
}

/// <summary>A cursor with the columns of its input, which may pass fewer of its rows.</summary>
internal abstract class FilterCursor(DataViewRowCursor input, DataViewSchema schema, bool[] active) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    protected DataViewRowCursor Input { get; } = input;

    public sealed override DataViewSchema Schema => schema;
    public sealed override long Position => _position;
    public override long Batch => Input.Batch;
    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column);
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(Input.Schema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        ValueGetter<DataViewRowId> getter = Input.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            Contracts.Check(_position >= 0, RootCursor.NoRow);
            getter(ref id);
        };
    }

    public sealed override bool MoveNext()
    {
        if (!_ended && MoveNextCore())
        {
            _position++;
            return true;
        }

        _ended = true;
        _position = -1;
        return false;
    }

    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Input.Dispose();
        }

        _ended = true;
        _position = -1;
        base.Dispose(disposing);
    }
}
