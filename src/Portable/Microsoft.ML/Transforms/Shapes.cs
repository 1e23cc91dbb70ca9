namespace Microsoft.ML.Data;

/// <summary>What an estimator says about its output before it is fitted.</summary>
internal static class Shapes
{
    public static SchemaShape.Column Require(this SchemaShape shape, string name) =>
        Contracts.NotNull(shape, "inputSchema").TryFindColumn(name, out SchemaShape.Column column) ? column : throw Contracts.NoColumn("inputSchema", "input", name);

    /// <summary>The shape with these columns, each in the place of the one that it replaces or at the end.</summary>
    public static SchemaShape With(this SchemaShape shape, IEnumerable<SchemaShape.Column> added)
    {
        List<SchemaShape.Column> columns = [.. Contracts.NotNull(shape, "inputSchema")];
        foreach (SchemaShape.Column column in added)
        {
            int at = columns.FindIndex(c => c.Name == column.Name);
            if (at < 0)
            {
                columns.Add(column);
            }
            else
            {
                columns[at] = column;
            }
        }

        return new SchemaShape(columns);
    }

    public static SchemaShape.Column Renamed(this SchemaShape.Column column, string name) =>
        new(name, column.Kind, column.ItemType, column.IsKey, column.Annotations);

    public static SchemaShape.Column Vector(string name, DataViewType itemType) =>
        new(name, SchemaShape.Column.VectorKind.Vector, itemType, isKey: false);

    /// <summary>The annotations of these names that the column has.</summary>
    public static IEnumerable<SchemaShape.Column> Kept(this SchemaShape.Column column, params string[] names) =>
        column.Annotations.Where(a => names.Contains(a.Name));
}
