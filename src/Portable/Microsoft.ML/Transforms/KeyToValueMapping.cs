using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    private readonly (string Output, string Input)[] _columns;

    internal KeyToValueMappingEstimator((string Output, string Input)[] columns)
        : base(new KeyToValueMappingTransformer(columns)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.With([.. _columns.Select(c =>
    {
        SchemaShape.Column source = inputSchema.Require(c.Input);
        if (!source.IsKey)
        {
            throw Contracts.WrongColumn(nameof(inputSchema), "input", c.Input, "KeyType", source.GetTypeString());
        }

        Contracts.CheckParam(source.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values), nameof(inputSchema), $"Input column '{c.Input}' doesn't contain key values metadata");
        return new SchemaShape.Column(c.Output, source.Kind, values.ItemType, values.IsKey, new SchemaShape(source.Kept(AnnotationKinds.SlotNames)));
    })]);
}

public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal KeyToValueMappingTransformer((string Output, string Input)[] columns)
        : base(columns)
    {
    }

    internal static KeyToValueMappingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs());

    private protected override ColumnMap Map(int index, DataViewSchema.Column input)
    {
        var key = input.Type.ItemType() as KeyDataViewType;
        var values = input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type as VectorDataViewType;
        Contracts.Check(key is not null && values is not null && (ulong)values.Size == key.Count, "Metadata KeyValues does not exist");
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddSlotNames(input);
        return new ColumnMap(
            new(Columns[index].Output, input.Type.WithItem(values.ItemType), builder.ToAnnotations()),
            [input.Index],
            row => Generic.Call<Delegate>(typeof(KeyToValueMappingTransformer), nameof(Getter), [key.RawType, values.ItemType.RawType], row, input));
    }

    private static Delegate Getter<TKey, TValue>(DataViewRow row, DataViewSchema.Column input)
        where TKey : struct, System.Numerics.INumberBase<TKey>
    {
        VBuffer<TValue> vector = default;
        input.Annotations.GetValue(AnnotationKinds.KeyValues, ref vector);
        TValue[] values = [.. vector.DenseValues()];
        TValue missing = TermValues.Missing<TValue>();
        return ColumnMapping.Elementwise<TKey, TValue>(row, input.Index, key =>
        {
            ulong at = ulong.CreateTruncating(key);
            return at > 0 && at <= (ulong)values.Length ? values[at - 1] : missing;
        });
    }
}
