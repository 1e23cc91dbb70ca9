namespace Microsoft.ML.Data;

public abstract class RowToRowTransformerBase : ITransformer
{
    private protected RowToRowTransformerBase()
    {
    }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The transformer on one input schema; throws where a column is missing or has another type.</summary>
    private protected abstract RowMapper Bind(DataViewSchema inputSchema);

    private protected abstract void SaveModel(ModelSaveContext ctx);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(Contracts.NotNull(inputSchema)).OutputSchema;

    public IDataView Transform(IDataView input) => new RowMappedView(Contracts.NotNull(input), Bind(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(Contracts.NotNull(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(Contracts.NotNull(ctx));
}

public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase((string Output, string Input)[] columns) => Columns = columns;

    private protected (string Output, string Input)[] Columns { get; }

    private protected abstract ColumnMap Map(int index, DataViewSchema.Column input);

    private protected sealed override RowMapper Bind(DataViewSchema inputSchema) =>
        new ColumnMapper(inputSchema, [.. Columns.Select((c, i) => Map(i, inputSchema.Require(c.Input)))]);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.Begin(ModelLoaders.SignatureOf(GetType()));
        ctx.Writer.WritePairs(Columns);
    }
}

public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private protected TrivialEstimator(TTransformer transformer) => Transformer = transformer;

    private protected TTransformer Transformer { get; }

    public TTransformer Fit(IDataView input)
    {
        Transformer.GetOutputSchema(Contracts.NotNull(input).Schema);
        return Transformer;
    }

    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
