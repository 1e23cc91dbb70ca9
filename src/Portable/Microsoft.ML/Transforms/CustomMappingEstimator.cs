using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (SchemaDefinition.Column wanted in Transformer.Input)
        {
            SchemaShape.Column expected = SchemaShape.Column.Of(wanted.ColumnName, wanted.ColumnType);
            SchemaShape.Column actual = inputSchema.Require(wanted.ColumnName);
            // A member without a fixed size takes vectors of any size.
            bool sameKind = expected.Kind == actual.Kind
                || (expected.Kind == SchemaShape.Column.VectorKind.VariableVector && actual.Kind == SchemaShape.Column.VectorKind.Vector);
            if (!sameKind || expected.IsKey != actual.IsKey || !expected.ItemType.Equals(actual.ItemType))
            {
                throw Contracts.WrongColumn(nameof(inputSchema), "input", wanted.ColumnName, expected.GetTypeString(), actual.GetTypeString());
            }
        }

        return inputSchema.With(Transformer.Output.Columns.Select(c => SchemaShape.Column.Of(c.Name, c.Type, SchemaShape.Create(c.Annotations.Schema))));
    }
}
