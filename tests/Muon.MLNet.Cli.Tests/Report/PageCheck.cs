using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>What every report must be in a browser.</summary>
internal static class PageCheck
{
    /// <summary>Opens a report at two widths, light and dark: all charts have marks, nothing overflows, texts can be read, nothing goes wrong.</summary>
    /// <param name="file">The report; pictures of it are written beside it.</param>
    /// <param name="context">The test, which keeps the pictures.</param>
    public static async Task RunAsync(string file, TestContext context)
    {
        foreach ((int width, ColorScheme scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Dark) })
        {
            await using OpenPage open = await OpenPage.OpenAsync(file, width, scheme);
            string picture = Path.Combine(Path.GetDirectoryName(file)!, string.Create(CultureInfo.InvariantCulture, $"report-{width}-{scheme}.png").ToLowerInvariant());
            await open.Page.ScreenshotAsync(new() { Path = picture, FullPage = true });
            context.AddResultFile(picture);
            await open.AskAsync("() => { document.querySelectorAll('details').forEach(d => d.open = true); return 0; }");
            JsonElement charts = await open.AskAsync(PageScripts.Charts);
            Assert.IsGreaterThanOrEqualTo(5, charts.GetArrayLength());
            foreach (JsonElement chart in charts.EnumerateArray())
            {
                Assert.IsGreaterThan(0, chart.GetProperty("marks").GetInt32(), chart.GetProperty("id").GetString() + " has no marks.");
            }

            Assert.AreEqual("", string.Join('\n', (await open.AskAsync(PageScripts.Overflows)).EnumerateArray().Select(text => text.GetString())), $"{width} {scheme}");
            Assert.AreEqual("", string.Join('\n', (await open.AskAsync(PageScripts.Contrast)).EnumerateArray().Select(text => text.GetString())), $"{width} {scheme}");
            Assert.AreEqual("", string.Join('\n', open.Errors), $"{width} {scheme}");
        }
    }

    /// <summary>The numbers of the confusion matrix as they are shown.</summary>
    public static async Task<long[][]> ConfusionAsync(OpenPage open)
    {
        JsonElement shown = await open.AskAsync(PageScripts.Confusion);
        return [.. shown.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => long.Parse(cell.GetString()!, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToArray())];
    }
}
