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

        long[][] numbers = await PageCheck.ConfusionAsync(open);
        Assert.HasCount(10, numbers);
        for (int row = 0; row < 10; row++)
        {
            CollectionAssert.AreEqual(metrics.ConfusionMatrix.Counts[row].Select(count => (long)count).ToArray(), numbers[row]);
            Assert.AreEqual(labels.Count(label => label == record.Run.Test!.Classes[row]), numbers[row].Sum(), "Rows are true classes.");
        }

        Assert.IsGreaterThan(labels.Length / 4, numbers.Select((row, i) => row[i]).Sum(), "An epoch teaches something.");
        JsonElement pictures = await open.AskAsync(PageScripts.Pictures);
        Assert.AreEqual(Math.Min(24, record.Run.Test!.Mistakes.Count), pictures.GetArrayLength());
        Assert.IsTrue(pictures.EnumerateArray().All(width => width.GetInt32() == 8));
        await PageCheck.RunAsync(file, TestContext);
    }

    [TestMethod]
    public async Task ReportOf150Classes_IsReadableAtBothWidths()
    {
        Chromium.Require();
        await PageCheck.RunAsync(Write(SampleRecords.Of(150, comparison: true)), TestContext);
    }

    [TestMethod]
    public async Task ReportOf20ClassesWithLongNames_IsReadableAtBothWidths()
    {
        Chromium.Require();
        string[] names = SampleRecords.Names(20);
        names[3] = new string('W', 200);
        names[4] = "<b>\"bold\"</b> & a text of many words that goes on and on until it fits nowhere at all";
        await PageCheck.RunAsync(Write(SampleRecords.Of(20, test: SampleRecords.Test(20, names: names), name: new string('N', 100))), TestContext);
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

    private string Write(TrainingRecord record)
    {
        string file = Path.Combine(_folder, TrainingReport.FileName);
        TrainingReport.Write(record, file);
        return file;
    }
}
