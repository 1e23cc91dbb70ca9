using System.Globalization;
using System.Text;

namespace Muon.MLNet;

/// <summary>Which parameter takes which step, and why. <see cref="ToString"/> gives a table.</summary>
public sealed class RoutingReport
{
    private const double SmallestShare = 0.5;

    internal RoutingReport(IReadOnlyList<RoutingRow> rows) => Rows = rows;

    /// <summary>One row for each parameter, in the order of the network.</summary>
    public IReadOnlyList<RoutingRow> Rows { get; }

    /// <summary>The number of entries of all parameters.</summary>
    public long TotalCount => Rows.Sum(row => row.Count);

    /// <summary>The number of entries that take the Muon step.</summary>
    public long MuonCount => CountOf(UpdateRule.Muon);

    /// <summary>The number of entries that take the AdamW step.</summary>
    public long AdamWCount => CountOf(UpdateRule.AdamW);

    /// <summary>The number of entries that are frozen.</summary>
    public long FrozenCount => CountOf(UpdateRule.None);

    /// <summary>
    /// The share of trained entries outside embeddings and the head that takes the Muon step, from 0 to 1. Below one half
    /// the network is mainly trained by AdamW.
    /// </summary>
    /// <value>1 where there are no such entries.</value>
    public double MuonShare
    {
        get
        {
            long body = Rows.Where(row => row.Rule != UpdateRule.None && !row.IsEdge).Sum(row => row.Count);
            return body == 0 ? 1 : (double)MuonCount / body;
        }
    }

    /// <summary>What to tell the user when Muon trains little of the network; the trainers write it to the log.</summary>
    /// <value><see langword="null"/> where <see cref="MuonShare"/> is at least one half.</value>
    public string? Warning => MuonShare >= SmallestShare
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Only {MuonShare:P0} of the weights outside embeddings and head take the Muon step; the reasons are in the routing report.");

    /// <summary>A table with a line for each parameter, and the totals.</summary>
    /// <returns>Text of several lines, without a line break at the end.</returns>
    public override string ToString()
    {
        string[][] cells =
        [
            ["Parameter", "Shape", "Count", "Step", "Reason"],
            .. Rows.Select(row => new[] { row.Path, row.ShapeText, Number(row.Count), Name(row.Rule), row.Reason }),
        ];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => cells.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (string[] line in cells)
        {
            text.Append(line[0].PadRight(widths[0])).Append("  ")
                .Append(line[1].PadRight(widths[1])).Append("  ")
                .Append(line[2].PadLeft(widths[2])).Append("  ")
                .Append(line[3].PadRight(widths[3])).Append("  ")
                .Append(line[4]).Append('\n');
        }

        text.Append("Total ").Append(Number(TotalCount))
            .Append(": Muon ").Append(Number(MuonCount))
            .Append(", AdamW ").Append(Number(AdamWCount))
            .Append(", frozen ").Append(Number(FrozenCount));
        return text.ToString();
    }

    private static string Name(UpdateRule rule) => rule is UpdateRule.None ? "frozen" : rule.ToString();

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private long CountOf(UpdateRule rule) => Rows.Where(row => row.Rule == rule).Sum(row => row.Count);
}
