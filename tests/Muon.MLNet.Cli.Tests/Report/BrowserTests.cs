using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.Playwright;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>The page in a real browser.</summary>
[TestClass]
public sealed class BrowserTests
{
    // Block containers whose content is wider than they are, texts of charts that leave them, and texts of charts that touch.
    private const string Overflows = """
        () => {
          const bad = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) { bad.push(`document ${root.scrollWidth} > ${root.clientWidth}`); }
          for (const e of document.body.querySelectorAll('*')) {
            if (e instanceof SVGElement || e.matches('.scroll, .absent, script') || getComputedStyle(e).display.startsWith('inline')) { continue; }
            if (e.clientWidth > 0 && e.scrollWidth > e.clientWidth) { bad.push(`${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}: ${e.textContent.slice(0, 60)}`); }
          }
          for (const svg of document.querySelectorAll('.chart > svg')) {
            const box = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t.textContent]);
            texts.forEach(([t, text], i) => {
              if (t.left < box.left - 1 || t.right > box.right + 1 || t.bottom > box.bottom + 1 || t.top < box.top - 1) { bad.push(`${svg.parentNode.id}: ${text} leaves the chart`); }
              for (const [u, other] of texts.slice(i + 1)) {
                if (t.left < u.right && u.left < t.right && t.top + 2 < u.bottom && u.top + 2 < t.bottom) { bad.push(`${svg.parentNode.id}: ${text} touches ${other}`); }
              }
            });
          }
          return bad;
        }
        """;

    // Texts whose contrast with what is behind them is less than WCAG AA asks for.
    private const string Contrast = """
        () => {
          const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return text.startsWith('color(srgb') ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]; };
          const behind = e => { if (!e) { return [255, 255, 255]; } const c = parse(getComputedStyle(e).backgroundColor); const under = c[3] === 1 ? c : behind(e.parentElement); return [0, 1, 2].map(i => c[3] * c[i] + (1 - c[3]) * under[i]); };
          const light = c => { const l = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
          const bad = new Set();
          for (const e of document.body.querySelectorAll('*')) {
            if (e.matches('script, .skip') || e instanceof SVGElement && !e.matches('text') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) { continue; }
            const style = getComputedStyle(e);
            const [a, b] = [light(parse(e.matches('text') ? style.fill : style.color).slice(0, 3)), light(behind(e))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) { bad.add(`${e.tagName}.${e.getAttribute('class')} ${ratio.toFixed(2)}: ${e.textContent.slice(0, 30)}`); }
          }
          return [...bad];
        }
        """;

    private const string Charts = """
        () => [...document.querySelectorAll('.chart, .map')].map(chart => {
          const svg = chart.matches('svg') ? chart : chart.querySelector(':scope > svg');
          const marks = svg ? [...svg.querySelectorAll('path.line, rect.t0, rect.t1, rect.t2, rect.t3, path.hit, path.miss')].filter(m => { const b = m.getBoundingClientRect(); return b.width + b.height > 1; }) : [];
          return { id: chart.id, marks: marks.length + (svg ? svg.querySelectorAll('circle.dot').length : 0) };
        })
        """;

    private string _folder = "";

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateDirectory(Path.Combine(TestContext.TestRunResultsDirectory ?? Path.GetTempPath(), "report-" + TestContext.TestName)).FullName;

    [TestMethod]
    public async Task DigitsReport_ShowsTheNumbersOfEvaluate()
    {
        Chromium.Require();
        (TrainingRecord record, MulticlassClassificationMetrics metrics, string[] labels) = DigitsRecord.Train(_folder);
        string file = Write(record);

        await using OpenPage open = await OpenPage.OpenAsync(file, 1280, ColorScheme.Light);

        JsonElement shown = await open.AskAsync("() => [...document.querySelectorAll('#confusion-table tbody tr')].map(tr => [...tr.querySelectorAll('td')].map(td => td.textContent))");
        double[][] numbers = [.. shown.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => double.Parse(cell.GetString()!, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToArray())];
        Assert.HasCount(10, numbers);
        for (int row = 0; row < 10; row++)
        {
            CollectionAssert.AreEqual(metrics.ConfusionMatrix.Counts[row].ToArray(), numbers[row]);
            Assert.AreEqual(labels.Count(label => label == record.Run.Test!.Classes[row]), numbers[row].Sum(), "Rows are true classes.");
        }

        Assert.IsGreaterThan(labels.Length / 4, numbers.Select((row, i) => row[i]).Sum(), "An epoch teaches something.");
        JsonElement pictures = await open.AskAsync("() => [...document.images].map(image => image.naturalWidth)");
        Assert.AreEqual(Math.Min(24, record.Run.Test!.Mistakes.Count), pictures.GetArrayLength());
        Assert.IsTrue(pictures.EnumerateArray().All(width => width.GetInt32() == 8));
        await CheckAllAsync(file);
    }

    [TestMethod]
    public async Task ReportOf150Classes_IsReadableAtBothWidths()
    {
        Chromium.Require();
        await CheckAllAsync(Write(SampleRecords.Of(150, comparison: true)));
    }

    [TestMethod]
    public async Task ReportOf20ClassesWithLongNames_IsReadableAtBothWidths()
    {
        Chromium.Require();
        string[] names = SampleRecords.Names(20);
        names[3] = new string('W', 200);
        names[4] = "<b>\"bold\"</b> & a text of many words that goes on and on until it fits nowhere at all";
        await CheckAllAsync(Write(SampleRecords.Of(20, test: SampleRecords.Test(20, names: names), name: new string('N', 100))));
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(150)]
    public async Task Print_IsLightAndCutsNothingOff(int classes)
    {
        Chromium.Require();
        await using OpenPage open = await OpenPage.OpenAsync(Write(SampleRecords.Of(classes, comparison: true)), 720, ColorScheme.Dark);

        await open.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        JsonElement cut = await open.AskAsync("() => [...document.querySelectorAll('.scroll')].filter(e => e.clientHeight > 0 && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth)).map(e => e.getAttribute('aria-label'))");
        Assert.AreEqual("", string.Join('\n', cut.EnumerateArray().Select(label => label.GetString())));
        Assert.AreEqual("rgb(255, 255, 255)", (await open.AskAsync("() => getComputedStyle(document.body).backgroundColor")).GetString());
        string paper = Path.Combine(_folder, "report.pdf");
        await open.Page.PdfAsync(new() { Path = paper, Format = "A4", PrintBackground = true, Margin = new() { Top = "1.5cm", Bottom = "1.5cm", Left = "1.2cm", Right = "1.2cm" } });
        TestContext.AddResultFile(paper);
    }

    [TestMethod]
    public async Task ConfusionMap_IsReadByTheKeyboard()
    {
        Chromium.Require();
        TestRecord test = SampleRecords.Test(150);
        await using OpenPage open = await OpenPage.OpenAsync(Write(SampleRecords.Of(150, test: test)), 1280, ColorScheme.Light);
        ILocator map = open.Page.Locator("#confusion-map");
        ILocator readout = open.Page.Locator("#confusion-readout");

        await map.FocusAsync();
        await map.PressAsync("ArrowRight");
        string expected = test.Classes[0] + " taken for " + test.Classes[1] + ": " + test.Confusion[0][1].ToString(CultureInfo.InvariantCulture) + " of ";
        StringAssert.StartsWith(await readout.TextContentAsync(), expected);

        await map.PressAsync("n");
        long strongest = test.Confusion.SelectMany((row, r) => row.Where((_, c) => c != r)).Max();
        StringAssert.Contains(await readout.TextContentAsync(), ": " + strongest.ToString(CultureInfo.InvariantCulture) + " of ");
        Assert.IsEmpty(open.Errors);
    }

    [TestMethod]
    public async Task ClassTable_IsSortedByItsHeads()
    {
        Chromium.Require();
        TestRecord test = SampleRecords.Test(12);
        await using OpenPage open = await OpenPage.OpenAsync(Write(SampleRecords.Of(12, test: test)), 1280, ColorScheme.Light);

        ILocator recall = open.Page.Locator("#class-table thead button", new() { HasText = "Recall" });
        await recall.PressAsync("Enter");
        await recall.PressAsync("Enter");

        JsonElement names = await open.AskAsync("() => [...document.querySelectorAll('#class-table tbody th')].map(th => th.textContent)");
        string[] expected = [.. test.Classes.Select((name, i) => (name, Recall: test.PerClassRecall[i])).OrderBy(pair => pair.Recall).Select(pair => pair.name)];
        CollectionAssert.AreEqual(expected, names.EnumerateArray().Select(name => name.GetString()).ToArray());
        Assert.AreEqual("ascending", await open.Page.Locator("#class-table th.n", new() { HasText = "Recall" }).GetAttributeAsync("aria-sort"));
        Assert.IsEmpty(open.Errors);
    }

    [TestMethod]
    public async Task Chart_IsReadByTheKeyboard()
    {
        Chromium.Require();
        TrainingRecord record = SampleRecords.Of(3);
        await using OpenPage open = await OpenPage.OpenAsync(Write(record), 390, ColorScheme.Dark);

        await open.Page.Locator("#chart-loss > svg").PressAsync("End");

        string? readout = await open.Page.Locator("#chart-loss .readout").TextContentAsync();
        StringAssert.StartsWith(readout, "epoch 12: training " + record.Run.Epochs[^1].TrainLoss.ToString("G4", CultureInfo.InvariantCulture));
        Assert.IsEmpty(open.Errors);
    }

    private async Task CheckAllAsync(string file)
    {
        foreach ((int width, ColorScheme scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Dark) })
        {
            await using OpenPage open = await OpenPage.OpenAsync(file, width, scheme);
            string picture = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"report-{width}-{scheme}.png").ToLowerInvariant());
            await open.Page.ScreenshotAsync(new() { Path = picture, FullPage = true });
            TestContext.AddResultFile(picture);
            await open.AskAsync("() => { document.querySelectorAll('details').forEach(d => d.open = true); return 0; }");
            JsonElement charts = await open.AskAsync(Charts);
            Assert.IsGreaterThanOrEqualTo(5, charts.GetArrayLength());
            foreach (JsonElement chart in charts.EnumerateArray())
            {
                Assert.IsGreaterThan(0, chart.GetProperty("marks").GetInt32(), chart.GetProperty("id").GetString() + " has no marks.");
            }

            Assert.AreEqual("", string.Join('\n', (await open.AskAsync(Overflows)).EnumerateArray().Select(text => text.GetString())), $"{width} {scheme}");
            Assert.AreEqual("", string.Join('\n', (await open.AskAsync(Contrast)).EnumerateArray().Select(text => text.GetString())), $"{width} {scheme}");
            Assert.AreEqual("", string.Join('\n', open.Errors), $"{width} {scheme}");
        }
    }

    private string Write(TrainingRecord record)
    {
        string file = Path.Combine(_folder, TrainingReport.FileName);
        TrainingReport.Write(record, file);
        return file;
    }
}
