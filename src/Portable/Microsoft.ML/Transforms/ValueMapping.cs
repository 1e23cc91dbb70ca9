using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    private readonly ValueMap _map;
    private readonly (string Output, string Input) _column;

    internal ValueMappingEstimator(ValueMap map, (string Output, string Input) column)
        : base(new ValueMappingTransformer(map, column)) => (_map, _column) = (map, column);

    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column source = inputSchema.Require(_column.Input);
        SchemaShape.Column value = SchemaShape.Column.Of(_column.Output, _map.Value.Type, SchemaShape.Create(_map.Value.Annotations.Schema));
        return inputSchema.With(
        [
            value.Kind != SchemaShape.Column.VectorKind.Scalar
                ? new(value.Name, SchemaShape.Column.VectorKind.Vector, value.ItemType, value.IsKey, value.Annotations)
                : new(value.Name, source.Kind, value.ItemType, value.IsKey, value.Annotations),
        ]);
    }
}

public sealed class ValueMappingEstimator<TInputType, TOutputType> : ValueMappingEstimator
{
    internal ValueMappingEstimator(ValueMap map, (string Output, string Input) column)
        : base(map, column)
    {
    }
}

public class ValueMappingTransformer : OneToOneTransformerBase
{
    private readonly ValueMap _map;

    internal ValueMappingTransformer(ValueMap map, (string Output, string Input) column)
        : base([column]) => _map = map;

    internal static ValueMappingTransformer Load(ModelLoadContext ctx)
    {
        (string, string)[] columns = ctx.Reader.ReadPairs();
        ModelReader.Check(columns.Length == 1);
        return new(ValueMap.Load(ctx.Reader), columns[0]);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        base.SaveModel(ctx);
        _map.Save(ctx.Writer);
    }

    private protected override ColumnMap Map(int index, DataViewSchema.Column input)
    {
        DataViewSchema.DetachedColumn value = _map.Value;
        DataViewType type = value.Type;
        if (input.Type is VectorDataViewType)
        {
            // Item by item; what comes out has no fixed size, as in ML.NET.
            type = type is PrimitiveDataViewType item
                ? new VectorDataViewType(item)
                : throw new NotSupportedException($"Column '{input.Name}' cannot be mapped to values when the column and the map values are both vector type.");
        }

        return new ColumnMap(new(Columns[0].Output, type, value.Annotations), [input.Index], row => _map.Getter(row, input.Index));
    }
}
