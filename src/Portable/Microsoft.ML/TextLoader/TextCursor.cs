namespace Microsoft.ML.Data;

/// <summary>One pass over the files; only the active columns are parsed.</summary>
internal sealed class TextCursor : RootCursor
{
    private readonly FieldValue[] _values;
    private readonly FieldValue[] _active;
    private readonly FieldReader _fields;
    private readonly bool _wrapsErrors;
    private long _rowsLeft;

    public TextCursor(
        DataViewSchema schema,
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        FieldColumn[] columns,
        TextLoader.Options options,
        IMultiStreamSource source)
        : base(schema, columnsNeeded)
    {
        _values = [.. columns.Select((c, i) => Active[i] ? c.CreateValue() : null)];
        _active = Array.FindAll(_values, v => v is not null);
        _fields = new FieldReader(options, source, columns.Where((_, i) => Active[i]).Select(c => c.Limit).DefaultIfEmpty(0).Max());
        _wrapsErrors = options.UseThreads;
        _rowsLeft = options.MaxRows ?? long.MaxValue;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new InvalidOperationException();
        }

        return base.GetGetter<TValue>(column);
    }

    protected override bool MoveNextCore()
    {
        if (_rowsLeft-- <= 0 || !ReadFields())
        {
            _rowsLeft = 0;
            return false;
        }

        try
        {
            foreach (FieldValue value in _active)
            {
                value.Read(_fields);
            }

            return true;
        }
        catch (InvalidOperationException e)
        {
            _rowsLeft = 0;
            throw _wrapsErrors ? Failed(e) : e;
        }
    }

    protected override Delegate CreateGetter(int column) => _values[column].CreateGetter(() => Contracts.Check(Position >= 0, NoRow));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _fields.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool ReadFields()
    {
        try
        {
            return _fields.Read();
        }
        catch (Exception e)
        {
            _rowsLeft = 0;
            throw Failed(new FormatException("Stream reading encountered exception", e));
        }
    }

    private static FormatException Failed(Exception inner) => new($"Parsing failed with an exception: {inner.Message}", inner);
}
