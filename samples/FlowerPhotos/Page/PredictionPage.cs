using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FlowerPhotos.Page;

/// <summary>A page that needs nothing but itself: pictures, classes and probabilities, what is wrong first.</summary>
internal static class PredictionPage
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="title">Its title.</param>
    /// <param name="photos">All predictions.</param>
    /// <param name="thumbnails">The pictures, a <c>data:</c> address for each prediction whose picture could be read, in their order.</param>
    public static void Write(TextWriter writer, string title, IReadOnlyList<PredictedPhoto> photos, IEnumerable<string> thumbnails)
    {
        using IEnumerator<string> next = thumbnails.GetEnumerator();
        (PredictedPhoto Photo, string? Thumbnail)[] all =
            [.. photos.Select(photo => (photo, photo.IsReadable && next.MoveNext() ? next.Current : null))];
        int right = photos.Count(photo => photo.IsRight);
        writer.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>{Text(title)}</title>
            <style>
            {Style()}</style>
            </head>
            <body>
            <header>
            <h1>{Text(title)}</h1>
            <p class="sum"><strong>{Share(right, photos.Count)}</strong> of {Number(photos.Count)} test pictures are predicted right: {Number(right)} right, {Number(photos.Count - right)} wrong.</p>
            {ClassTable(photos)}
            </header>
            <main>

            """);
        Section(writer, "Wrong", "the surest first", [.. all.Where(item => !item.Photo.IsRight).OrderByDescending(item => item.Photo.Confidence)]);
        Section(writer, "Right", "the least sure first", [.. all.Where(item => item.Photo.IsRight).OrderBy(item => item.Photo.Confidence)]);
        writer.Write("</main>\n</body>\n</html>\n");
    }

    private static void Section(TextWriter writer, string name, string order, (PredictedPhoto Photo, string? Thumbnail)[] items)
    {
        if (items.Length == 0)
        {
            return;
        }

        string id = name.ToLowerInvariant();
        writer.Write($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{name} <small>{Number(items.Length)}, {order}</small></h2>\n<ul class=\"cards\">\n");
        foreach ((PredictedPhoto photo, string? thumbnail) in items)
        {
            writer.Write(Card(photo, thumbnail));
        }

        writer.Write("</ul>\n</section>\n");
    }

    private static string Card(PredictedPhoto photo, string? thumbnail)
    {
        string verdict = photo.IsRight ? "right" : "wrong";
        string alt = $"Picture {photo.Name}, of the class {photo.Label}";
        string picture = thumbnail is null
            ? "<div class=\"none\">not readable</div>"
            : $"<img src=\"{Text(thumbnail)}\" alt=\"{Text(alt)}\" width=\"192\" height=\"192\" loading=\"lazy\">";
        return $"""
            <li class="card {verdict}">
            <div class="picture">{picture}<span class="verdict"><span aria-hidden="true">{(photo.IsRight ? "✓" : "✗")}</span> {verdict}</span></div>
            <dl><div><dt>True</dt><dd>{Text(photo.Label)}</dd></div><div><dt>Predicted</dt><dd class="predicted">{(photo.IsReadable ? Text(photo.Predicted) : "–")}</dd></div></dl>
            <table class="top" aria-label="Most probable classes"><tbody>
            {string.Concat(photo.Top.Select(top => Bar(top.Label, top.Probability, photo.Label)))}</tbody></table>
            <p class="name">{Text(photo.Name)}</p>
            </li>

            """;
    }

    private static string Bar(string label, float probability, string truth)
    {
        bool isTrue = string.Equals(label, truth, StringComparison.Ordinal);
        return Invariant($"<tr{(isTrue ? " class=\"true\"" : "")}><th scope=\"row\">{Text(label)}{(isTrue ? " <span class=\"mark\">true</span>" : "")}</th>") +
            Invariant($"<td class=\"bar\"><div><span style=\"width:{100 * probability:F1}%\"></span></div></td><td>{Percent(probability)}</td></tr>\n");
    }

    private static string ClassTable(IReadOnlyList<PredictedPhoto> photos)
    {
        IEnumerable<string> rows = photos
            .GroupBy(photo => photo.Label, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => ClassRow(same.Key, same.Count(photo => photo.IsRight), same.Count()));
        return $"<table class=\"classes\"><caption>Right, by class</caption><tbody>\n{string.Concat(rows)}</tbody></table>";
    }

    private static string ClassRow(string label, int right, int all) => Invariant(
        $"<tr><th scope=\"row\">{Text(label)}</th><td class=\"bar\"><div><span style=\"width:{100.0 * right / all:F1}%\"></span></div></td><td>{Number(right)} of {Number(all)}</td></tr>\n");

    private static string Style()
    {
        using Stream stream = typeof(PredictionPage).Assembly.GetManifestResourceStream("page.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string Text(string text) => s_encoder.Encode(text);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(int part, int whole) => whole == 0 ? "None" : Percent((float)part / whole);

    /// <summary>No rounding to a certainty that was not there.</summary>
    private static string Percent(float share) => share switch
    {
        < 0.005f and > 0 => "&lt; 1 %",
        >= 0.995f and < 1 => "&gt; 99 %",
        _ => Invariant($"{100 * share:F0} %"),
    };
}
