namespace Microsoft.ML.Data;

/// <summary>
/// The base of every step that computes columns row by row, bound to one input schema. A derived class says which
/// columns it adds, which input columns each of them needs, and how to make their getters on a row; it gets back the
/// output schema, <see cref="IRowToRowMapper"/> and, through <see cref="RowMappedView"/>, a lazy data view whose
/// cursors read only what the active columns need:
///   class Twice(DataViewSchema s) : RowMapper(s, [new("Y", NumberDataViewType.Single)]) { … InputsOf, CreateGetters }
///   IDataView ITransformer.Transform(v) => new RowMappedView(v, new Twice(v.Schema));
/// An added column stands at the end or, when its name exists, right after the visible column that it hides.
/// Steps that only choose columns give the layout instead: source index per output column, -1 - n for the n-th added.
/// </summary>
internal abstract class RowMapper : IRowToRowMapper
{
    private readonly int[] _layout;

    protected RowMapper(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
        : this(input, added, DefaultLayout(input, added))
    {
    }

    protected RowMapper(DataViewSchema input, DataViewSchema.DetachedColumn[] added, int[] layout)
    {
        InputSchema = input;
        _layout = layout;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(layout.Select(i => i >= 0 ? new DataViewSchema.DetachedColumn(input[i]) : added[-1 - i]));
        OutputSchema = builder.ToSchema();
        AddedCount = added.Length;
    }

    public DataViewSchema InputSchema { get; }
    public DataViewSchema OutputSchema { get; }
    public int AddedCount { get; }

    /// <summary>The indices of the input columns that an added column reads.</summary>
    protected abstract IEnumerable<int> InputsOf(int added);

    /// <summary>
    /// A <see cref="ValueGetter{TValue}"/> of the right type for each active added column (null for the others). They
    /// may share per-row work: compare <c>input.Position</c>. <paramref name="disposer"/> runs when the row is disposed.
    /// </summary>
    protected abstract Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer);

    /// <summary>Where an output column comes from: an input column's index, or -1 - n for the n-th added column.</summary>
    public int SourceOf(int output) => _layout[output];

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        InputsFor(OutputSchema.Activate(dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.Check(Contracts.NotNull(input).Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new MappedRow(input, this, OutputSchema.Activate(activeColumns));
    }

    internal DataViewSchema.Column[] InputsFor(bool[] active)
    {
        var needed = new bool[InputSchema.Count];
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i])
            {
                foreach (int source in _layout[i] >= 0 ? [_layout[i]] : InputsOf(-1 - _layout[i]))
                {
                    needed[source] = true;
                }
            }
        }

        return [.. InputSchema.Where(c => needed[c.Index])];
    }

    internal Delegate[] MakeGetters(DataViewRow input, bool[] active, out Action disposer)
    {
        var wanted = new bool[AddedCount];
        for (int i = 0; i < active.Length; i++)
        {
            if (_layout[i] < 0)
            {
                wanted[-1 - _layout[i]] |= active[i];
            }
        }

        disposer = null;
        return Array.IndexOf(wanted, true) < 0 ? [] : CreateGetters(input, i => wanted[i], out disposer);
    }

    private static int[] DefaultLayout(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        List<int> layout = [.. Enumerable.Range(0, input.Count)];
        for (int i = 0; i < added.Length; i++)
        {
            // A second added column of one name hides the first.
            string name = added[i].Name;
            int hidden = layout.FindLastIndex(at => (at >= 0 ? input[at].Name : added[-1 - at].Name) == name);
            layout.Insert(hidden < 0 ? layout.Count : hidden + 1, -1 - i);
        }

        return [.. layout];
    }
}
