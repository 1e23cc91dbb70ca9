using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    private readonly string[] _names;
    private readonly bool _drop;

    internal ColumnSelectingEstimator(string[] names, bool drop, bool keepHidden)
        : base(new ColumnSelectingTransformer(names, drop, keepHidden))
    {
        _names = names;
        _drop = drop;
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column[] named = [.. _names.Select(inputSchema.Require)];
        // A shape lists the columns that stay in the order of the input, whatever the order of the selection.
        return new SchemaShape(inputSchema.Where(c => _drop != named.Any(n => n.Name == c.Name)));
    }
}

public sealed class ColumnSelectingTransformer : ITransformer
{
    private readonly string[] _names;
    private readonly bool _drop;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] names, bool drop, bool keepHidden)
    {
        Contracts.Check(names is { Length: > 0 }, "Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        _names = names;
        _drop = drop;
        _keepHidden = keepHidden;
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input) => new RowMappedView(Contracts.NotNull(input), Bind(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.Begin(ModelLoaders.SignatureOf(GetType()));
        ctx.Writer.Write(_drop);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.WriteTexts(_names);
    }

    internal static ColumnSelectingTransformer Load(ModelLoadContext ctx)
    {
        (bool drop, bool keepHidden) = (ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean());
        return new(ctx.Reader.ReadTexts(), drop, keepHidden);
    }

    private Selection Bind(DataViewSchema inputSchema)
    {
        foreach (string name in _names)
        {
            Contracts.NotNull(inputSchema).Require(name);
        }

        DataViewSchema.Column[] eligible = [.. inputSchema.Where(c => _keepHidden || !c.IsHidden)];
        IEnumerable<DataViewSchema.Column> chosen = _drop
            ? eligible.Where(c => !_names.Contains(c.Name))
            : _names.SelectMany(n => eligible.Where(c => c.Name == n));
        return new Selection(inputSchema, [.. chosen.Select(c => c.Index)]);
    }

    private sealed class Selection(DataViewSchema input, int[] layout) : RowMapper(input, [], layout)
    {
        protected override IEnumerable<int> InputsOf(int added) => [];

        protected override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer)
        {
            disposer = null;
            return [];
        }
    }
}
