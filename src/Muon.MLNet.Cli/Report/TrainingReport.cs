using System.Text;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;
using Muon.MLNet.Cli.Report.Sections;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Cli.Report;

/// <summary>The page that shows a training: one file that needs nothing else, for screens light and dark, keyboards, screen readers and paper.</summary>
internal static class TrainingReport
{
    public const string FileName = "report.html";

    /// <summary>Writes the page; the file appears when it is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static void Write(TrainingRecord record, string path)
    {
        byte[] page = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(ToHtml(record));
        AtomicFile.Write(path, stream => stream.Write(page));
    }

    /// <summary>The page.</summary>
    public static string ToHtml(TrainingRecord record)
    {
        Section[] sections = [.. Sections(record)];
        string name = HtmlText.Encode(record.Name);
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <link rel="icon" href="data:,">
            <title>{name}: training report</title>
            <style>
            {Resource("report.css")}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header>
            <h1>{name}</h1>
            <nav aria-label="Contents"><ul>
            {string.Concat(sections.Select(section => $"<li><a href=\"#{section.Id}\">{HtmlText.Encode(section.Title)}</a></li>\n"))}</ul></nav>
            </header>
            <main id="main" tabindex="-1">

            """);
        foreach (Section section in sections)
        {
            section.AppendTo(page);
        }

        return page.Append("</main>\n<script>\n").Append(Resource("report.js")).Append("</script>\n</body>\n</html>\n").ToString();
    }

    private static IEnumerable<Section> Sections(TrainingRecord record)
    {
        RunRecord run = record.Run;
        yield return SummarySection.Of(record);
        yield return CourseSection.Of(run);
        if (record.Comparison is { } comparison)
        {
            yield return ComparisonSection.Of(run, comparison);
        }

        if (run.Test is { } test)
        {
            yield return ConfusionSection.Of(test);
            yield return ClassSection.Of(test);
            yield return CalibrationSection.Of(test);
            yield return MistakeSection.Of(test, record.Data.Dataset);
        }

        yield return RoutingSection.Of(run);
        if (run.Time is { } time)
        {
            yield return TimeSection.Of(run, time);
        }

        yield return SetupSection.Of(record);
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(TrainingReport).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
