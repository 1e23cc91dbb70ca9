using Microsoft.ML;

namespace Muon.MLNet.Prediction;

/// <summary>Finds and checks the columns in front of a trainer.</summary>
internal static class InputSchemaShape
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static SchemaShape.Column Find(SchemaShape schema, string role, string name)
    {
        foreach (SchemaShape.Column column in schema)
        {
            if (string.Equals(column.Name, name, StringComparison.Ordinal))
            {
                return column;
            }
        }

        throw SchemaErrors.Missing(role, name);
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is no key.</exception>
    public static SchemaShape.Column FindLabel(SchemaShape schema, string name)
    {
        SchemaShape.Column label = Find(schema, "label", name);
        return label.IsKey && label.Kind == SchemaShape.Column.VectorKind.Scalar
            ? label
            : throw SchemaErrors.Mismatch("label", label.Name, "Key (put Conversion.MapValueToKey in front of the trainer)", Describe(label));
    }

    /// <summary>The type of a column in words.</summary>
    public static string Describe(SchemaShape.Column column) => column.Kind == SchemaShape.Column.VectorKind.Scalar
        ? $"{(column.IsKey ? "Key of " : "")}{column.ItemType}"
        : $"{column.Kind} of {column.ItemType}";
}
