using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>The page as text: its numbers are those of the record, and nothing from the data is markup.</summary>
[TestClass]
public sealed class TrainingReportTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">&amp;'";

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(20)]
    [DataRow(21)]
    [DataRow(150)]
    public void ConfusionData_IsTheRecords(int classes)
    {
        TestRecord test = SampleRecords.Test(classes);

        using JsonDocument data = ConfusionData(TrainingReport.ToHtml(SampleRecords.Of(classes, test: test)));

        CollectionAssert.AreEqual(test.Classes.ToArray(), data.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString()).ToArray());
        long[] told = new long[classes * classes];
        foreach (JsonElement cell in data.RootElement.GetProperty("cells").EnumerateArray())
        {
            told[(cell[0].GetInt32() * classes) + cell[1].GetInt32()] = cell[2].GetInt64();
        }

        CollectionAssert.AreEqual(test.Confusion.SelectMany(row => row).ToArray(), told);
    }

    [TestMethod]
    public void ConfusionTable_OfFewClasses_HasEveryNumber()
    {
        TestRecord test = SampleRecords.Test(10);

        string page = TrainingReport.ToHtml(SampleRecords.Of(10, test: test));

        MatchCollection cells = Regex.Matches(page, "data-r=\"(\\d+)\" data-c=\"(\\d+)\" data-n=\"(\\d+)\">(\\d+)</td>");
        Assert.HasCount(100, cells);
        foreach (Match cell in cells)
        {
            long expected = test.Confusion[int.Parse(cell.Groups[1].Value, CultureInfo.InvariantCulture)][int.Parse(cell.Groups[2].Value, CultureInfo.InvariantCulture)];
            Assert.AreEqual(expected, long.Parse(cell.Groups[3].Value, CultureInfo.InvariantCulture));
            Assert.AreEqual(expected, long.Parse(cell.Groups[4].Value, CultureInfo.InvariantCulture));
        }
    }

    [TestMethod]
    public void ConfusionMap_OfManyClasses_HasASquarePerCellThatIsNot0()
    {
        TestRecord test = SampleRecords.Test(150);

        string page = TrainingReport.ToHtml(SampleRecords.Of(150, test: test));

        HashSet<(int, int)> drawn = [.. Regex.Matches(page, "M(\\d+) (\\d+)h1v1h-1z").Select(m => (int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)))];
        HashSet<(int, int)> expected = [.. from r in Enumerable.Range(0, 150) from c in Enumerable.Range(0, 150) where test.Confusion[r][c] > 0 select (r, c)];
        Assert.IsTrue(expected.SetEquals(drawn));
    }

    [TestMethod]
    public void Classes_AreTheRecordsPrecisionRecallAndTheirHarmonicMean()
    {
        TestRecord test = SampleRecords.Test(4);

        string table = Part(TrainingReport.ToHtml(SampleRecords.Of(4, test: test)), "id=\"class-table\"", "</table>");

        double[] values = [.. Regex.Matches(table, "class=\"n bar\" data-v=\"([^\"]+)\"").Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        double[] expected = [.. Enumerable.Range(0, 4).SelectMany(i => new[] { test.PerClassPrecision[i], test.PerClassRecall[i], 2 / ((1 / test.PerClassPrecision[i]) + (1 / test.PerClassRecall[i])) })];
        Assert.HasCount(expected.Length, values);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], values[i], 1e-12);
        }
    }

    [TestMethod]
    public void Metrics_AreTheRecords()
    {
        TestRecord test = SampleRecords.Test(10);
        string figures = Part(TrainingReport.ToHtml(SampleRecords.Of(10, test: test)), "id=\"metrics\"", "</dl>");

        StringAssert.Contains(figures, $"<dd>{test.MicroAccuracy.ToString("F4", CultureInfo.InvariantCulture)}</dd>");
        StringAssert.Contains(figures, $"<dd>{test.MacroAccuracy.ToString("F4", CultureInfo.InvariantCulture)}</dd>");
        StringAssert.Contains(figures, "<dd>0.4321</dd>");
        StringAssert.Contains(figures, "<dd>0.7890</dd>");
        StringAssert.Contains(figures, "Among the first 5");
    }

    [TestMethod]
    public void Epochs_AreTheRecords()
    {
        TrainingRecord record = SampleRecords.Of(3);
        string table = Part(TrainingReport.ToHtml(record), "id=\"epochs\"", "</table>");

        foreach (EpochRecord epoch in record.Run.Epochs)
        {
            StringAssert.Contains(table, $">{epoch.TrainLoss.ToString("F4", CultureInfo.InvariantCulture)}<");
            StringAssert.Contains(table, $">{epoch.ValidationLoss!.Value.ToString("F4", CultureInfo.InvariantCulture)}<");
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(30)]
    public void NamesTextsAndOptions_AreNoMarkup(int classes)
    {
        string[] names = SampleRecords.Names(classes);
        names[0] = Hostile;
        MistakeRecord mistake = new(1, Hostile, names[1], 0.9, 0.1, Hostile, Hostile, Hostile);
        RunRecord run = SampleRecords.Run(Hostile, SampleRecords.Test(classes, names: names, mistakes: [mistake]), 1) with
        {
            Architecture = Hostile, End = Hostile, Routing = [new(Hostile, [1], Hostile, Hostile)], Options = new Dictionary<string, string>(StringComparer.Ordinal) { [Hostile] = Hostile },
        };
        TrainingRecord record = SampleRecords.Of(classes, run: run, name: Hostile) with { Scenario = Hostile, Comparison = run, Data = new(Hostile, Hostile, 1, 1, 1, new Dictionary<string, int>(StringComparer.Ordinal) { [Hostile] = 1 }) };

        string page = TrainingReport.ToHtml(record);

        Assert.DoesNotContain("<script>alert", page);
        Assert.DoesNotContain("<img src=x", page);
        Assert.DoesNotContain("\"alert(2)\"", page);
        Assert.AreEqual(Regex.Count(page, "<script"), Regex.Count(page, "</script>"));
        using JsonDocument data = ConfusionData(page);
        Assert.AreEqual(Hostile, data.RootElement.GetProperty("classes")[0].GetString());
    }

    [TestMethod]
    public void LossesThatAreNoNumbers_AreLeftOutAndSaid()
    {
        RunRecord run = SampleRecords.Run("Muon", SampleRecords.Test(2) with { LogLoss = double.PositiveInfinity }, 1);
        EpochRecord[] epochs = [.. run.Epochs];
        epochs[3] = epochs[3] with { TrainLoss = double.NaN, ValidationLoss = double.PositiveInfinity };

        string page = TrainingReport.ToHtml(SampleRecords.Of(2, run: run with { Epochs = epochs }));

        string chart = Part(page, "id=\"chart-loss\"", "</figure>");
        StringAssert.Contains(chart, "2 values are infinite or no numbers and are not drawn.");
        Assert.DoesNotContain("NaN", chart);
        StringAssert.Contains(page, "<dd>∞</dd>");
    }

    [TestMethod]
    public void LossesThatAreAllNoNumbers_AreSaidToBe()
    {
        RunRecord run = SampleRecords.Run("Muon", SampleRecords.Test(2), 1, validated: false);
        string page = TrainingReport.ToHtml(SampleRecords.Of(2, run: run with { Epochs = [.. run.Epochs.Select(e => e with { TrainLoss = double.NaN })] }));

        StringAssert.Contains(Part(page, "id=\"chart-loss\"", "</figure>"), "There is no finite number to draw.");
    }

    [TestMethod]
    public void WithoutValidation_ThereIsNoLineOfIt()
    {
        string chart = Part(TrainingReport.ToHtml(SampleRecords.Of(2, run: SampleRecords.Run("Muon", SampleRecords.Test(2), 1, validated: false))), "id=\"chart-loss\"", "</figure>");

        Assert.DoesNotContain("validation", chart);
        StringAssert.Contains(chart, "training");
    }

    [TestMethod]
    public void WithoutExamplesHeldOut_ThePageSaysSo()
    {
        string page = TrainingReport.ToHtml(SampleRecords.Of(2, run: SampleRecords.Run("Muon", test: null, 1)));

        StringAssert.Contains(page, "No examples were held out");
        Assert.DoesNotContain("id=\"confusion\"", page);
    }

    [TestMethod]
    public void WithoutEpochs_ThePageSaysSo()
    {
        RunRecord run = SampleRecords.Run("Muon", test: null, 1) with { Epochs = [], Steps = [], Time = null };

        string page = TrainingReport.ToHtml(SampleRecords.Of(2, run: run));

        StringAssert.Contains(page, "Training ended before the first epoch was complete.");
        Assert.DoesNotContain("id=\"time\"", page);
    }

    [TestMethod]
    public void WithoutMistakes_ThePageSaysSo()
    {
        TestRecord test = SampleRecords.Test(2) with { Confusion = [[5, 0], [0, 7]], Mistakes = [] };

        string page = TrainingReport.ToHtml(SampleRecords.Of(2, test: test));

        StringAssert.Contains(page, "every example was predicted right");
        StringAssert.Contains(page, "No class was taken for another.");
    }

    [TestMethod]
    public void ClassWithoutExamples_HasADashInsteadOfNoNumber()
    {
        TestRecord test = SampleRecords.Test(2) with { Confusion = [[5, 0], [0, 0]], Mistakes = [], PerClassPrecision = [1, double.NaN], PerClassRecall = [1, double.NaN] };

        string table = Part(TrainingReport.ToHtml(SampleRecords.Of(2, test: test)), "id=\"class-table\"", "</table>");

        StringAssert.Contains(table, ">–</td>");
        Assert.DoesNotContain(">NaN<", table);
    }

    [TestMethod]
    public void PictureThatHasGone_IsNamed()
    {
        TestRecord test = SampleRecords.Test(2, mistakes: [new(1, "a", "b", 0.9, 0.1, "rose/gone.jpg", Text: null, Text2: null)]);

        string card = Part(TrainingReport.ToHtml(SampleRecords.Of(2, test: test)), "<li class=\"card\">", "</li>");

        StringAssert.Contains(card, "/data/flowers/rose/gone.jpg");
        Assert.DoesNotContain("<img", card);
    }

    [TestMethod]
    public void Comparison_ShowsBothTrainings()
    {
        TrainingRecord record = SampleRecords.Of(3, comparison: true);

        string page = TrainingReport.ToHtml(record);

        StringAssert.Contains(page, "Muon against AdamW");
        string table = Part(page, "id=\"comparison-table\"", "</table>");
        StringAssert.Contains(table, record.Run.Test!.MicroAccuracy.ToString("F4", CultureInfo.InvariantCulture));
        StringAssert.Contains(table, record.Comparison!.Test!.MicroAccuracy.ToString("F4", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Write_WhereThereIsNoFolder_LeavesNothing()
    {
        string folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        Assert.ThrowsExactly<DirectoryNotFoundException>(() => TrainingReport.Write(SampleRecords.Of(2), Path.Combine(folder, "report.html")));

        Assert.IsFalse(Directory.Exists(folder));
    }

    private static JsonDocument ConfusionData(string page) => JsonDocument.Parse(Part(page, "id=\"confusion-data\">", "</script>")["id=\"confusion-data\">".Length..]);

    private static string Part(string page, string from, string to)
    {
        int start = page.IndexOf(from, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, start, from);
        return page[start..page.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
