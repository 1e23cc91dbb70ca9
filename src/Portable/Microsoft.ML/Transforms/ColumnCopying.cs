using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    private readonly (string Output, string Input)[] _columns;

    internal ColumnCopyingEstimator((string Output, string Input)[] columns)
        : base(new ColumnCopyingTransformer(columns)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With([.. _columns.Select(c => inputSchema.Require(c.Input).Renamed(c.Output))]);
}

public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal ColumnCopyingTransformer((string Output, string Input)[] columns)
        : base(columns)
    {
    }

    internal static ColumnCopyingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs());

    private protected override ColumnMap Map(int index, DataViewSchema.Column input) => new(
        new(Columns[index].Output, input.Type, input.Annotations),
        [input.Index],
        row => Getters.GetGetter(row, row.Schema[input.Index]));
}
