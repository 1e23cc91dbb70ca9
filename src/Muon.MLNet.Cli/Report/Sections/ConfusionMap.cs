using System.Text;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>A confusion matrix of many classes as a picture: a square per cell, the stronger its colour the larger its share of the true class.</summary>
/// <remarks>The cells of one shade are one path, so that the page stays small. What a cell is, the readout says at the pointer and at a cursor that the arrow keys move.</remarks>
internal static class ConfusionMap
{
    private const int Shades = 6;
    private const int GridStep = 10;

    public static void AppendTo(StringBuilder page, TestRecord test)
    {
        int count = test.Classes.Count;
        page.Append(CultureInfo.InvariantCulture, $"""
            <p id="map-help">Point at a cell to read it, or move the cursor with the arrow keys; <kbd>N</kbd> and <kbd>P</kbd> go to the next and the previous confusion, from the strongest down. Right predictions are blue, confusions are orange; the stronger the colour, the larger the share of the true class. Lines stand at every tenth class.</p>
            <p class="readout" id="confusion-readout" role="status">Nothing is chosen.</p>
            <svg id="confusion-map" class="map" viewBox="-0.5 -0.5 {count + 1} {count + 1}" role="application" tabindex="0" aria-roledescription="confusion matrix" aria-label="Confusion matrix of {count} classes, true classes downwards, predicted ones to the right" aria-describedby="map-help">
            <rect class="ground" x="0" y="0" width="{count}" height="{count}"/>

            """);
        for (int line = GridStep; line < count; line += GridStep)
        {
            page.Append(CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{line} 0V{count}M0 {line}H{count}\"/>");
        }

        foreach (var shade in Cells(test).GroupBy(cell => (cell.IsHit, cell.Shade)).OrderBy(group => group.Key))
        {
            page.Append(CultureInfo.InvariantCulture, $"<path class=\"{(shade.Key.IsHit ? "hit" : "miss")} shade{shade.Key.Shade}\" d=\"");
            foreach ((int row, int column, _, _) in shade)
            {
                page.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
            }

            page.Append("\"/>\n");
        }

        page.Append("<path class=\"cross\" d=\"\"/>\n</svg>\n");
        page.Append("<p class=\"legend-text\"><span aria-hidden=\"true\" class=\"swatch hit\"></span> right <span aria-hidden=\"true\" class=\"swatch miss\"></span> confused. Vertical: true class, from the top; horizontal: predicted class, from the left; in the order of the table of classes.</p>\n");
    }

    private static IEnumerable<(int Row, int Column, bool IsHit, int Shade)> Cells(TestRecord test)
    {
        for (int row = 0; row < test.Classes.Count; row++)
        {
            long sum = test.Confusion[row].Sum();
            for (int column = 0; column < test.Classes.Count; column++)
            {
                if (test.Confusion[row][column] is > 0 and var count)
                {
                    // Confusions are mostly small shares: the root tells them apart.
                    yield return (row, column, row == column, Math.Min(Shades - 1, (int)(Shades * Math.Sqrt((double)count / sum))));
                }
            }
        }
    }
}
