using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>The mistakes that the model was surest of, with their pictures or texts.</summary>
internal static class MistakeSection
{
    /// <summary>How many are shown; pictures are part of the page.</summary>
    public const int MostShown = 24;

    private const int TextLength = 600;

    public static Section Of(TestRecord test, string dataset) => new("mistakes", "Worst mistakes", page => Append(page, test, dataset));

    private static void Append(StringBuilder page, TestRecord test, string dataset)
    {
        long wrong = test.Confusion.Select((row, i) => row.Sum() - row[i]).Sum();
        if (test.Mistakes.Count == 0)
        {
            page.Append(wrong == 0 ? "<p>There are none: every example was predicted right.</p>\n" : "<p>None was recorded.</p>\n");
            return;
        }

        MistakeRecord[] shown = [.. test.Mistakes.Take(MostShown)];
        page.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Count(wrong)} of {HtmlText.Count(test.Confusion.Sum(row => row.Sum()))} examples are predicted wrong. Here {(shown.Length == 1 ? "is the one" : $"are the {HtmlText.Count(shown.Length)}")} that the model was surest of.</p>\n<ul class=\"cards\">\n");
        foreach (MistakeRecord mistake in shown)
        {
            AppendCard(page, mistake, dataset);
        }

        page.Append("</ul>\n");
    }

    private static void AppendCard(StringBuilder page, MistakeRecord mistake, string dataset)
    {
        page.Append("<li class=\"card\">\n");
        if (mistake.Picture is { } picture)
        {
            AppendPicture(page, mistake, picture, dataset);
        }

        foreach (string text in new[] { mistake.Text, mistake.Text2 }.OfType<string>())
        {
            page.Append(CultureInfo.InvariantCulture, $"<blockquote dir=\"auto\">{HtmlText.Shortened(text, TextLength)}</blockquote>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            <dl><div><dt>Predicted</dt><dd>{HtmlText.Encode(mistake.PredictedLabel)} <span class="soft">{HtmlText.Percent(mistake.Probability)}</span></dd></div>
            <div><dt>True</dt><dd>{HtmlText.Encode(mistake.Label)} <span class="soft">{HtmlText.Percent(mistake.LabelProbability)}</span></dd></div></dl>
            <p class="file">example {HtmlText.Count(mistake.Row)}{(mistake.Picture is { } name ? ", " + HtmlText.Encode(Path.GetFileName(name)) : "")}</p>
            </li>

            """);
    }

    /// <summary>A picture that has gone or cannot be read since is named with the reason; the rest of the page is of use without it.</summary>
    private static void AppendPicture(StringBuilder page, MistakeRecord mistake, string picture, string dataset)
    {
        string path = Path.Combine(dataset, picture);
        try
        {
            string address = Thumbnail.Of(path);
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"picture\"><img src=\"{address}\" alt=\"{HtmlText.Encode($"Picture of the class {mistake.Label} that was taken for {mistake.PredictedLabel}")}\"></div>\n");
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"picture absent\">{HtmlText.Encode(error.Message)}</p>\n");
        }
    }
}
