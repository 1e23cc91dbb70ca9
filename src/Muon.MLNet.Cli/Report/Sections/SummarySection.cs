using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>The result in a few numbers.</summary>
internal static class SummarySection
{
    public static Section Of(TrainingRecord record) => new("summary", "Summary", page => Append(page, record));

    private static void Append(StringBuilder page, TrainingRecord record)
    {
        RunRecord run = record.Run;
        page.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Encode(Scenario(record.Scenario))} with {HtmlText.Encode(run.Architecture)}, trained with {HtmlText.Encode(run.Optimizer)} in {HtmlText.Duration(run.Seconds)}; {HtmlText.Count(run.Epochs.Count)} {(run.Epochs.Count == 1 ? "epoch" : "epochs")}{End(run.End)}. {record.Created.UtcDateTime:yyyy-MM-dd HH:mm} UTC.</p>\n");
        if (run.Test is not { } test)
        {
            page.Append("<p class=\"warning\">No examples were held out, so how well the model predicts is not known.</p>\n");
            return;
        }

        page.Append("<dl class=\"figures\" id=\"metrics\">\n");
        Append(page, "Micro accuracy", HtmlText.Decimal(test.MicroAccuracy));
        Append(page, "Macro accuracy", HtmlText.Decimal(test.MacroAccuracy));
        Append(page, "Log loss, nats", HtmlText.Decimal(test.LogLoss));
        Append(page, "Log-loss reduction", HtmlText.Decimal(test.LogLossReduction));
        for (int k = 2; k <= test.TopKAccuracy.Count; k++)
        {
            if (k < test.Classes.Count)
            {
                Append(page, Invariant($"Among the first {k}"), HtmlText.Decimal(test.TopKAccuracy[k - 1]));
            }
        }

        page.Append("</dl>\n");
    }

    private static void Append(StringBuilder page, string name, string html) => page.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{html}</dd></div>\n");

    private static string End(string end) => end switch
    {
        "completed" => ", all that were asked for",
        "cancelled" => ", then cancelled",
        "stopped early" => ", then the validation metric no longer got better",
        "diverged" => ", then a number was not finite; the model holds the best weights before",
        _ => ", ended by " + HtmlText.Encode(end),
    };

    private static string Scenario(string name) => name switch
    {
        "ImageClassification" => "Image classification",
        "TextClassification" => "Text classification",
        _ => name,
    };
}
