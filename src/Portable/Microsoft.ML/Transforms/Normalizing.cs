using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly (string Output, string Input)[] _columns;
    private readonly NormalizerOptions _options;

    internal NormalizingEstimator((string Output, string Input)[] columns, NormalizerOptions options)
    {
        Contracts.CheckParam(options.MaximumExampleCount > 1, "maximumExampleCount", "Must be greater than 1");
        (_columns, _options) = (columns, options);
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        DataViewSchema schema = Contracts.NotNull(input, "data").Schema;
        DataViewSchema.Column[] sources = [.. _columns.Select(c => schema.Require(c.Input, "data"))];
        foreach (DataViewType type in sources.Select(s => s.Type))
        {
            Contracts.CheckParam(
                IsNumber(type.ItemType()) && type is not VectorDataViewType { IsKnownSize: false },
                "srcType",
                $"Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: {type}.");
        }

        NormalizerSums[] sums = Array.ConvertAll(sources, c => new NormalizerSums(c.Type is VectorDataViewType v ? v.Size : 1, _options.MinMax));
        using (DataViewRowCursor cursor = input.GetRowCursor(sources))
        {
            Action[] collect = [.. sums.Select((s, i) => s.Collector(cursor, sources[i].Index))];
            for (long row = 0; row < _options.MaximumExampleCount && cursor.MoveNext(); row++)
            {
                Array.ForEach(collect, add => add());
            }
        }

        return new NormalizingTransformer(_columns, [.. sums.Select((s, i) => s.ToNormalizer(_options, sources[i].Type))]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With([.. _columns.Select(c =>
    {
        SchemaShape.Column source = inputSchema.Require(c.Input);
        if (!IsNumber(source.ItemType) || source.IsKey || source.Kind == SchemaShape.Column.VectorKind.VariableVector)
        {
            throw Contracts.WrongColumn(nameof(inputSchema), "input", c.Input, "vector or scalar of Single or Double", source.GetTypeString());
        }

        var normalized = new SchemaShape.Column(AnnotationKinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false);
        return new SchemaShape.Column(c.Output, source.Kind, source.ItemType, isKey: false, new SchemaShape([normalized, .. source.Kept(AnnotationKinds.SlotNames)]));
    })]);

    private static bool IsNumber(DataViewType type) => type == NumberDataViewType.Single || type == NumberDataViewType.Double;
}

internal sealed record NormalizerOptions(long MaximumExampleCount, bool FixZero, bool MinMax, bool Cdf);

public sealed class NormalizingTransformer : OneToOneTransformerBase
{
    private readonly Normalizer[] _normalizers;

    internal NormalizingTransformer((string Output, string Input)[] columns, Normalizer[] normalizers)
        : base(columns) => _normalizers = normalizers;

    internal static NormalizingTransformer Load(ModelLoadContext ctx)
    {
        (string, string)[] columns = ctx.Reader.ReadPairs();
        return new(columns, [.. columns.Select(_ => Normalizer.Load(ctx.Reader))]);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        base.SaveModel(ctx);
        Array.ForEach(_normalizers, n => n.Save(ctx.Writer));
    }

    private protected override ColumnMap Map(int index, DataViewSchema.Column input)
    {
        Normalizer normalizer = _normalizers[index];
        bool isVector = input.Type is VectorDataViewType;
        if (!input.Type.ItemType().Equals(normalizer.Type.ItemType()) || isVector != normalizer.Type is VectorDataViewType || input.Type is VectorDataViewType { IsKnownSize: false })
        {
            throw Contracts.WrongColumn(
                "inputSchema",
                "input",
                input.Name,
                $"scalar or known-size vector of {normalizer.Type.ItemType()}",
                input.Type is VectorDataViewType { IsKnownSize: false } ? "variable-size vector" : input.Type.ToString());
        }

        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        builder.AddSlotNames(input);
        return new ColumnMap(new(Columns[index].Output, normalizer.Type, builder.ToAnnotations()), [input.Index], row => normalizer.Getter(row, input.Index));
    }
}
