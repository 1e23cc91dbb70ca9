using System.Text;
using System.Text.Json;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>What is taken for what: a table of numbers where there are few classes, a map where there are many, and the strongest confusions.</summary>
internal static class ConfusionSection
{
    /// <summary>Up to here the numbers stand in the cells.</summary>
    public const int MostInTable = 20;

    private const int MostConfusions = 30;

    public static Section Of(TestRecord test) => new("confusion", "Confusion matrix", page => Append(page, test));

    private static void Append(StringBuilder page, TestRecord test)
    {
        page.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Count(test.Confusion.Sum(row => row.Sum()))} examples that were held out. A row is a true class, a column what was predicted.</p>\n");
        if (test.Classes.Count <= MostInTable)
        {
            ConfusionTable.AppendTo(page, test);
        }
        else
        {
            ConfusionMap.AppendTo(page, test);
        }

        AppendData(page, test);
        (int Row, int Column, long Count)[] confusions = [.. Confusions(test)];
        if (confusions.Length == 0)
        {
            page.Append("<p>No class was taken for another.</p>\n");
            return;
        }

        Strongest(test, confusions).AppendTo(page);
    }

    private static HtmlTable Strongest(TestRecord test, (int Row, int Column, long Count)[] confusions)
    {
        string caption = confusions.Length > MostConfusions
            ? $"The strongest {MostConfusions.ToString(CultureInfo.InvariantCulture)} of {HtmlText.Count(confusions.Length)} confusions"
            : "All confusions, the strongest first";
        return new HtmlTable(
            caption,
            [new("True class"), new("Predicted as"), new("Examples", IsNumber: true), new("Of the true class", IsNumber: true)],
            [.. confusions.Take(MostConfusions).Select(c => (IReadOnlyList<Cell>)
            [
                Cell.Name(test.Classes[c.Row]), Cell.Name(test.Classes[c.Column]), Cell.Count(c.Count), Cell.Percent((double)c.Count / test.Confusion[c.Row].Sum()),
            ])]) { Id = "confusions", IsSortable = true };
    }

    private static IEnumerable<(int Row, int Column, long Count)> Confusions(TestRecord test) =>
        from row in Enumerable.Range(0, test.Classes.Count)
        from column in Enumerable.Range(0, test.Classes.Count)
        let count = test.Confusion[row][column]
        where row != column && count > 0
        orderby count descending, row, column
        select (row, column, count);

    /// <summary>The numbers for the script: all classes, and row, column and number of every cell that is not 0.</summary>
    private static void AppendData(StringBuilder page, TestRecord test)
    {
        var cells = test.Confusion.SelectMany((row, r) => row.Select((count, c) => new long[] { r, c, count })).Where(cell => cell[2] != 0);
        page.Append("<script type=\"application/json\" id=\"confusion-data\">").Append(JsonSerializer.Serialize(new { classes = test.Classes, cells })).Append("</script>\n");
    }
}
