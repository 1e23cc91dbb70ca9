using Muon.MLNet.Cli.Input;

namespace Muon.MLNet.Cli.Tables;

/// <summary>Reads the labelled texts of a table, and refuses what does not fit.</summary>
internal static class TableExamples
{
    /// <summary>Reads all rows.</summary>
    /// <exception cref="ToolException">A row has another number of fields, no label, or there are no rows.</exception>
    public static List<Example> Read(string path, TableFormat format, TableColumn? label, TableColumn text, TableColumn? text2) =>
        TextFile.Read(path, "table", reader =>
        {
            List<Example> rows = [];
            foreach ((int line, string[] fields) in TableReader.Read(reader, format.Separator, format.AllowQuoting).Skip(format.HasHeader ? 1 : 0))
            {
                if (fields.Length != format.Columns.Count)
                {
                    throw new ToolException(ExitCodes.Data, fields.Length == 0
                        ? Invariant($"Line {line} of '{path}' has a quotation that does not end with its field. Double the quotes within it, or mend the line.")
                        : Invariant($"Line {line} of '{path}' has {fields.Length} fields, the others have {format.Columns.Count}, separated by {format.SeparatorName}. Put fields that hold it in double quotes, or mend the line."));
                }

                if (label is not null && string.IsNullOrWhiteSpace(fields[label.Index]))
                {
                    throw new ToolException(ExitCodes.Data, Invariant($"Line {line} of '{path}' has no label in column '{label.Name}'. Remove it, or give it one."));
                }

                rows.Add(new Example { Label = label is null ? "" : fields[label.Index], Text = fields[text.Index], Text2 = text2 is null ? "" : fields[text2.Index] });
            }

            return rows.Count > 0 ? rows : throw new ToolException(ExitCodes.Data, $"The table '{path}' has no rows{(format.HasHeader ? " below its header" : "")}.");
        });
}
