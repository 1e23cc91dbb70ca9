namespace Microsoft.ML.Data;

/// <summary>The getters of a <see cref="RowMapper"/> on one input row or cursor.</summary>
internal sealed class MappedGetters
{
    private readonly DataViewRow _input;
    private readonly RowMapper _mapper;
    private readonly bool[] _active;
    private readonly Delegate[] _added;
    private Action _disposer;

    public MappedGetters(DataViewRow input, RowMapper mapper, bool[] active)
    {
        _input = input;
        _mapper = mapper;
        _active = active;
        _added = mapper.MakeGetters(input, active, out _disposer);
    }

    public bool IsActive(DataViewSchema.Column column) => _active.IsActive(column);

    public ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(_active.IsActive(column), nameof(column), "requested column not active");
        int source = _mapper.SourceOf(column.Index);
        return source >= 0
            ? _input.GetGetter<TValue>(_input.Schema[source])
            : Getters.Cast<TValue>(_added[-1 - source], _mapper.OutputSchema[column.Index]);
    }

    public void Dispose()
    {
        _disposer?.Invoke();
        _disposer = null;
        _input.Dispose();
    }
}

internal sealed class MappedRow(DataViewRow input, RowMapper mapper, bool[] active) : DataViewRow
{
    private readonly MappedGetters _getters = new(input, mapper, active);

    public override long Position => input.Position;
    public override long Batch => input.Batch;
    public override DataViewSchema Schema => mapper.OutputSchema;
    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();
    public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

    // A row fails in this way, other than a cursor, where a computed column was not asked for.
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        _getters.IsActive(column) || mapper.SourceOf(column.Index) >= 0 ? _getters.Get<TValue>(column) : throw new NullReferenceException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _getters.Dispose();
        }
    }
}

internal sealed class MappedCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly MappedGetters _getters;
    private bool _reports;

    public MappedCursor(DataViewRowCursor input, RowMapper mapper, bool[] active)
    {
        _reports = WorkerFailure.Expected(mapper, active);
        if (_reports)
        {
            input = WorkerFailure.Split(input);
        }

        _input = input;
        _getters = new MappedGetters(input, mapper, active);
        Schema = mapper.OutputSchema;
    }

    public override long Position => _input.Position;
    public override long Batch => _input.Batch;
    public override DataViewSchema Schema { get; }
    public override bool MoveNext() => _reports ? WorkerFailure.Report(_input.MoveNext) : _input.MoveNext();
    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();
    public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = _getters.Get<TValue>(column);
        return _reports ? WorkerFailure.Report(getter) : getter;
    }

    /// <summary>Leaves reporting to the cursor on top; whether the rows come through workers already.</summary>
    internal bool HandOver()
    {
        bool reported = _reports;
        _reports = false;
        return reported || (_input as MappedCursor)?.HandOver() == true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _getters.Dispose();
        }
    }
}
