using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>Precision, recall and F1 of each class.</summary>
internal static class ClassSection
{
    public static Section Of(TestRecord test) => new("classes", "Classes", page =>
    {
        page.Append("<p>Precision: of what is predicted to be a class, the share that is. Recall: of what is a class, the share that is found. F1: their harmonic mean. The heads of the columns sort.</p>\n");
        Table(test).AppendTo(page);
    });

    /// <summary>The harmonic mean; 0 where both are 0, no number where one is none.</summary>
    public static double F1(double precision, double recall) => precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);

    private static HtmlTable Table(TestRecord test) => new(
        "Precision, recall and F1 by class",
        [new("Class", IsHeader: true), new("Examples", IsNumber: true), new("Right", IsNumber: true), new("Precision", IsNumber: true), new("Recall", IsNumber: true), new("F1", IsNumber: true)],
        [.. test.Classes.Select((name, i) => (IReadOnlyList<Cell>)
        [
            Cell.Name(name), Cell.Count(test.Confusion[i].Sum()), Cell.Count(test.Confusion[i][i]),
            Cell.Share(test.PerClassPrecision[i]), Cell.Share(test.PerClassRecall[i]), Cell.Share(F1(test.PerClassPrecision[i], test.PerClassRecall[i])),
        ])]) { Id = "class-table", IsSortable = true };
}
