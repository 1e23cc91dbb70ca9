namespace Muon.MLNet.Cli.Tables;

/// <summary>How a table is written, as it was inferred or given.</summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="HasHeader">Whether the first line holds the names of the columns.</param>
/// <param name="AllowQuoting">Whether a field in double quotes may hold the separator and line breaks.</param>
/// <param name="Columns">The columns.</param>
internal sealed record TableFormat(char Separator, bool HasHeader, bool AllowQuoting, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>Gets the separator in words.</summary>
    public string SeparatorName => Separator switch { '\t' => "tab", ',' => "comma", ';' => "semicolon", '|' => "bar", _ => $"'{Separator}'" };

    /// <summary>Finds a column by its name, or by its number from 0.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public TableColumn Find(string option, string wanted)
    {
        TableColumn? found = Columns.FirstOrDefault(column => string.Equals(column.Name, wanted, StringComparison.Ordinal))
            ?? Columns.FirstOrDefault(column => string.Equals(column.Name, wanted, StringComparison.OrdinalIgnoreCase));
        if (found is null && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < Columns.Count)
        {
            found = Columns[index];
        }

        return found ?? throw new ToolException(
            ExitCodes.Data,
            $"{option} is '{wanted}', but the table has no such column. It has {string.Join(", ", Columns.Select(column => Invariant($"{column.Index} '{column.Name}'")))}; give a name or a number{(HasHeader ? "" : ", or --has-header if the first line holds names")}.");
    }
}
