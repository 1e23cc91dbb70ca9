using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>Which parameters Muon trained, which AdamW, and why.</summary>
internal static class RoutingSection
{
    public static Section Of(RunRecord run) => new("routing", "Routing of the parameters", page => Append(page, run.Routing));

    private static void Append(StringBuilder page, IReadOnlyList<RoutingRecord> routing)
    {
        IEnumerable<string> sums = routing.GroupBy(entry => entry.Rule, StringComparer.Ordinal)
            .Select(group => $"{HtmlText.Encode(Name(group.Key))}: {HtmlText.Count(group.Sum(Size))} in {HtmlText.Count(group.Count())} {(group.Count() == 1 ? "tensor" : "tensors")}");
        page.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Count(routing.Sum(Size))} numbers are trained or frozen. {string.Join("; ", sums)}.</p>\n");
        new HtmlTable(
            "Parameters, their shapes and who trained them",
            [new("Parameter", IsHeader: true), new("Shape", IsShort: true), new("Numbers", IsNumber: true), new("Rule", IsShort: true), new("Reason")],
            [.. routing.Select(entry => (IReadOnlyList<Cell>)
            [
                Cell.Text(entry.Path), new(entry.Shape.Count == 0 ? "scalar" : string.Join("×", entry.Shape.Select(side => side.ToString(CultureInfo.InvariantCulture)))),
                Cell.Count(Size(entry)), Cell.Text(Name(entry.Rule)), Cell.Text(entry.Reason),
            ])]) { Id = "routing-table", IsSortable = true }.AppendTo(page);
    }

    private static long Size(RoutingRecord entry) => entry.Shape.Aggregate(1L, (product, side) => product * side);

    private static string Name(string rule) => string.Equals(rule, "None", StringComparison.Ordinal) ? "frozen" : rule;
}
