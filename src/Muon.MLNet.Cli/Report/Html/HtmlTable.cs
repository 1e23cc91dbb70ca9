using System.Text;

namespace Muon.MLNet.Cli.Report.Html;

/// <summary>A table with a caption, in a region that scrolls where the window is narrow.</summary>
/// <param name="Caption">What the table tells, plain text.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its cells by row.</param>
internal sealed record HtmlTable(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>An id for tests and links.</summary>
    public string? Id { get; init; }

    /// <summary>Whether a click on the head of a column sorts by it.</summary>
    public bool IsSortable { get; init; }

    /// <summary>Two columns of names and values.</summary>
    public static HtmlTable Pairs(string caption, string name, string value, IEnumerable<(string Name, string Html)> pairs) => new(
        caption,
        [new Column(name, IsHeader: true), new Column(value)],
        [.. pairs.Select(pair => (IReadOnlyList<Cell>)[Cell.Text(pair.Name), new Cell(pair.Html)])]);

    public void AppendTo(StringBuilder page)
    {
        string id = Id is null ? "" : $" id=\"{Id}\"";
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{HtmlText.Encode(Caption)}\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<table{id}{(IsSortable ? " class=\"sortable\"" : "")}><caption><span>{HtmlText.Encode(Caption)}</span></caption>\n<thead><tr>");
        foreach (Column column in Columns)
        {
            string name = HtmlText.Encode(column.Name);
            string head = IsSortable ? $"<button type=\"button\">{name}</button>" : name;
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{(column.IsNumber ? " class=\"n\"" : "")}>{head}</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<Cell> row in Rows)
        {
            page.Append("<tr>");
            for (int i = 0; i < Columns.Count; i++)
            {
                AppendCell(page, Columns[i], row[i]);
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void AppendCell(StringBuilder page, Column column, Cell cell)
    {
        string value = cell.Value is { } number ? Invariant($" data-v=\"{number:R}\"") : "";
        string bar = cell.Bar is { } share && double.IsFinite(share) ? Invariant($" style=\"--share:{Math.Clamp(share, 0, 1):F3}\"") : "";
        string kind = (column.IsNumber, cell.Bar is not null) switch
        {
            (true, true) => " class=\"n bar\"",
            (true, false) => " class=\"n\"",
            _ => column.IsShort ? " class=\"k\"" : " class=\"t\"",
        };
        page.Append(column.IsHeader ? $"<th scope=\"row\"{value}>{cell.Html}</th>" : $"<td{kind}{value}{bar}>{cell.Html}</td>");
    }
}
