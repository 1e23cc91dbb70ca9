using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(string output, string[] inputColumnNames)
    {
        _output = ColumnPairs.Name(output, "outputColumnName");
        Contracts.CheckParam(Contracts.NotNull(inputColumnNames).Length > 0, nameof(inputColumnNames), "Input columns not specified");
        _inputs = inputColumnNames;
    }

    /// <summary>Looks at no row; a missing input shows in a chain's schema check or at Transform.</summary>
    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        Contracts.NotNull(input);
        return new ColumnConcatenatingTransformer(_output, _inputs);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column[] sources = [.. _inputs.Select(inputSchema.Require)];
        SchemaShape.Column first = sources[0];
        foreach (SchemaShape.Column column in sources)
        {
            Contracts.Check(
                column.ItemType.Equals(first.ItemType) && column.IsKey == first.IsKey,
                $"Concatenated columns should have the same type. Column '{column.Name}' has type of {column.ItemType}, but expected column type is {first.ItemType}.");
        }

        if (sources.Length == 1 && first.Kind != SchemaShape.Column.VectorKind.Scalar)
        {
            return inputSchema.With([first.Renamed(_output)]);
        }

        bool variable = sources.Any(c => c.Kind == SchemaShape.Column.VectorKind.VariableVector);
        List<SchemaShape.Column> annotations = [];
        if (sources.All(c => c.Kept(AnnotationKinds.IsNormalized).Any()))
        {
            annotations.Add(new(AnnotationKinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false));
        }

        if (!variable && sources.Any(c => c.Kind == SchemaShape.Column.VectorKind.Scalar || c.Kept(AnnotationKinds.SlotNames).Any()))
        {
            annotations.Add(Shapes.Vector(AnnotationKinds.SlotNames, TextDataViewType.Instance));
        }

        var kind = variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        return inputSchema.With([new(_output, kind, first.ItemType, first.IsKey, new SchemaShape(annotations))]);
    }
}
