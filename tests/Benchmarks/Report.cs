using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Muon.MLNet.Benchmarks;

/// <summary>Prints rows as a table and writes them as JSON.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        for (int i = 0; i < columns.Count; i++)
        {
            TableColumn column = new TableColumn(Markup.Escape(columns[i])).NoWrap();
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 240);
        AnsiConsole.Write(table);
    }

    public static void Write(BenchmarkArguments arguments, string name, JsonArray rows)
    {
        Directory.CreateDirectory(arguments.Folder);
        string path = Path.Combine(arguments.Folder, name + ".json");
        File.WriteAllText(path, rows.ToJsonString(Indented));
        AnsiConsole.WriteLine($"Written to {path}");
    }

    public static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
