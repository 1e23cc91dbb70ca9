using System.Text.Json;
using Microsoft.ML;
using Microsoft.Playwright;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Report.Html;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>The report that a whole training writes, in a real browser: it shows what <c>evaluate</c> says of the examples that were held out.</summary>
[TestClass]
public sealed class TrainedReportTests
{
    private const int MostPictures = 24;

    private string _folder = "";

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public void MakeFolder()
    {
        Chromium.Require();
        _folder = Path.Combine(TestContext.TestRunResultsDirectory ?? Path.GetTempPath(), "trained-" + TestContext.TestName);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true); // Of a run before.
        }

        Directory.CreateDirectory(_folder);
    }

    [TestMethod]
    public async Task Pictures_are_shown_with_the_worst_mistakes()
    {
        string digits = Digit.Write(At("digits"), Digit.Read("optdigits-train.csv").Take(400));
        Train("image-classification", "--dataset", digits, "--epochs", "2");
        foreach (Example row in Held(new TrainingRequest { Name = "Model", IsText = false, Dataset = digits, Output = _folder }))
        {
            Directory.CreateDirectory(At($"held/{row.Label}"));
            File.Copy(row.ImagePath, At($"held/{row.Label}/{Path.GetFileName(row.ImagePath)}"));
        }

        int mistakes = await CheckAsync("--dataset", At("held"));

        await using OpenPage open = await OpenPage.OpenAsync(At("out/report.html"), 1280, ColorScheme.Light);
        int[] widths = [.. (await open.AskAsync(PageScripts.Pictures)).EnumerateArray().Select(width => width.GetInt32())];
        Assert.IsGreaterThan(0, mistakes, "Two epochs on 8 by 8 pixels leave something to show.");
        Assert.HasCount(Math.Min(MostPictures, mistakes), widths);
        Assert.IsTrue(widths.All(width => width == 8));
    }

    [TestMethod]
    public async Task Texts_are_shown_with_the_worst_mistakes()
    {
        string table = At("messages.tsv");
        File.WriteAllLines(table, File.ReadLines(Path.Combine(Muon.Testing.TestPaths.RequireData("sms-spam"), "SMSSpamCollection")).Take(600));
        string[] columns = ["--label-col", "0", "--text-col", "1"];
        Train(["text-classification", "--dataset", table, .. columns, "--epochs", "2"]);
        File.WriteAllLines(At("held.tsv"), Held(new TrainingRequest { Name = "Model", IsText = true, Dataset = table, LabelColumn = "0", TextColumn = "1", Output = _folder }).Select(row => $"{row.Label}\t{row.Text}"));

        int mistakes = await CheckAsync(["--dataset", At("held.tsv"), .. columns, "--has-header", "false"]);

        await using OpenPage open = await OpenPage.OpenAsync(At("out/report.html"), 390, ColorScheme.Light);
        string page = (await open.AskAsync("() => document.body.textContent")).GetString()!;
        TestRecord test = TrainingRecord.Load(At("out/training-record.json")).Run.Test!;
        Assert.HasCount(mistakes, test.Mistakes);
        foreach (string text in test.Mistakes.Take(5).Select(mistake => mistake.Text!))
        {
            Assert.Contains(text[..Math.Min(40, text.Length)], page);
        }
    }

    /// <summary>Compares the page with <c>evaluate</c>, and looks at it at all widths.</summary>
    /// <returns>The number of mistakes.</returns>
    private async Task<int> CheckAsync(params string[] data)
    {
        string report = At("out/report.html");
        JsonElement test = ToolRun.Of(["evaluate", At("out/Model.mlnet"), .. data, "--json"]).Expect(0).Json();
        long[][] expected = [.. test.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt64()).ToArray())];
        await using (OpenPage open = await OpenPage.OpenAsync(report, 1280, ColorScheme.Light))
        {
            long[][] shown = await PageCheck.ConfusionAsync(open);
            Assert.HasCount(expected.Length, shown);
            foreach ((long[] one, long[] other) in expected.Zip(shown))
            {
                CollectionAssert.AreEqual(one, other);
            }

            Assert.Contains(HtmlText.Decimal(test.GetProperty("microAccuracy").GetDouble()), (await open.AskAsync("() => document.body.textContent")).GetString()!);
        }

        await PageCheck.RunAsync(report, TestContext);
        return (int)expected.Select((row, i) => row.Sum() - row[i]).Sum();
    }

    private static IReadOnlyList<Example> Held(TrainingRequest request) => TrainingData.Load(new MLContext(request.Seed), request).Test;

    private void Train(params string[] args) => ToolRun.Of([.. args, "--name", "Model", "--output", At("out"), "--threads", "1"]).Expect(0);

    private string At(string name) => Path.Combine(_folder, name);
}
