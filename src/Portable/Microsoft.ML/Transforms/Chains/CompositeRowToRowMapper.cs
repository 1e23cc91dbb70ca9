namespace Microsoft.ML.Data;

/// <summary>Row mappers one after another, each bound to the output of the one before.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;
    public DataViewSchema OutputSchema => mappers.Length > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        for (int i = mappers.Length - 1; i >= 0; i--)
        {
            dependingColumns = mappers[i].GetDependencies(dependingColumns);
        }

        return dependingColumns;
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckParam(Contracts.NotNull(input).Schema == inputSchema, nameof(input), "Schema did not match original schema");
        var active = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        for (int i = mappers.Length - 1; i >= 0; i--)
        {
            active[i] = [.. Contracts.NotNull(activeColumns)];
            activeColumns = mappers[i].GetDependencies(active[i]);
        }

        DataViewRow row = input;
        for (int i = 0; i < mappers.Length; i++)
        {
            row = mappers[i].GetRow(row, active[i]);
        }

        return row;
    }
}
