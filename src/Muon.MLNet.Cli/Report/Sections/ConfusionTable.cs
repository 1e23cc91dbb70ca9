using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>A confusion matrix with its numbers in shaded cells; a choice shows shares of the true or of the predicted class instead.</summary>
internal static class ConfusionTable
{
    private const int NameLength = 18;

    public static void AppendTo(StringBuilder page, TestRecord test)
    {
        page.Append("""
            <fieldset class="choice" id="confusion-choice"><legend>Cells show</legend>
            <label><input type="radio" name="cells" value="count" checked> examples</label>
            <label><input type="radio" name="cells" value="row"> share of the true class</label>
            <label><input type="radio" name="cells" value="column"> share of the predicted class</label>
            </fieldset>
            <div class="scroll" role="region" tabindex="0" aria-label="Confusion matrix">
            <table id="confusion-table" class="confusion"><caption><span>True classes in rows, predicted ones in columns; right predictions on the diagonal</span></caption>
            <thead><tr><td></td>

            """);
        foreach (string name in test.Classes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" title=\"{HtmlText.Encode(name)}\"><span>{HtmlText.Name(name, NameLength)}</span></th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < test.Classes.Count; row++)
        {
            AppendRow(page, test, row);
        }

        page.Append("</tbody></table></div>\n<p class=\"readout\" id=\"confusion-readout\" role=\"status\"></p>\n");
    }

    private static void AppendRow(StringBuilder page, TestRecord test, int row)
    {
        string name = test.Classes[row];
        long sum = test.Confusion[row].Sum();
        page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" title=\"{HtmlText.Encode(name)}\">{HtmlText.Name(name, NameLength)}</th>");
        for (int column = 0; column < test.Classes.Count; column++)
        {
            long count = test.Confusion[row][column];
            string kind = count == 0 ? "zero" : row == column ? "hit" : "miss";
            double share = sum == 0 ? 0 : (double)count / sum;
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"{kind}{(share > 0.5 ? " strong" : "")}\" style=\"--share:{share:F3}\" data-r=\"{row}\" data-c=\"{column}\" data-n=\"{count}\">{HtmlText.Count(count)}</td>");
        }

        page.Append("</tr>\n");
    }
}
