using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Training;

/// <summary>Trainings that write to a folder in which something is.</summary>
[TestClass]
public sealed class EarlierTrainingTests
{
    [TestMethod]
    public void The_report_of_another_model_is_kept_under_its_name()
    {
        using Folder folder = new();
        Train(folder, "First").Expect(0);
        string report = File.ReadAllText(folder.At("out/report.html"));
        string record = File.ReadAllText(folder.At("out/training-record.json"));
        Train(folder, "Second").Expect(0).ExpectSaid($"The report of 'First' is now {folder.At("out/First.report.html")}.");
        Assert.AreEqual(report, File.ReadAllText(folder.At("out/First.report.html")));
        Assert.AreEqual(record, File.ReadAllText(folder.At("out/First.training-record.json")));
        Assert.AreEqual("Second", TrainingRecord.Load(folder.At("out/training-record.json")).Name);
        ToolRun.Of("info", folder.At("out/First.mlnet")).Expect(0).ExpectSaid("epochs 1\n");
        Assert.Contains("<h1>Second</h1>", File.ReadAllText(folder.At("out/report.html")));

        Train(folder, "First").Expect(0);
        CollectionAssert.AreEqual(
            new[] { "Second.report.html", "Second.training-record.json", "report.html", "training-record.json" },
            Directory.GetFiles(folder.At("out"), "*r*.*").Select(Path.GetFileName).Where(name => name!.EndsWith("report.html", StringComparison.Ordinal) || name.EndsWith("record.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray(),
            "what was kept of the training before is replaced by the one now");
    }

    [TestMethod]
    public void A_file_that_is_of_no_training_is_not_replaced()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder.At("out"));
        folder.Write("out/report.html", "mine");
        Train(folder, "First").ExpectError(ExitCodes.Output, "report.html' would be replaced, and no training-record.json beside it says which training wrote it. Move it away, or choose another folder with --output.");
        folder.Write("out/training-record.json", "{}");
        Train(folder, "First").ExpectError(ExitCodes.Output, "training-record.json' would be replaced, and ");
        CollectionAssert.AreEquivalent(new[] { "report.html", "training-record.json" }, Directory.GetFiles(folder.At("out")).Select(Path.GetFileName).ToArray());
        Assert.AreEqual("mine\n", File.ReadAllText(folder.At("out/report.html")).ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public void A_record_whose_name_would_lead_out_of_the_folder_is_not_followed()
    {
        using Folder folder = new();
        Train(folder, "First").Expect(0);
        string record = File.ReadAllText(folder.At("out/training-record.json"));
        folder.Write("out/training-record.json", record.Replace("\"name\": \"First\"", "\"name\": \"../../First\"", StringComparison.Ordinal));
        Train(folder, "Second").ExpectError(ExitCodes.Output, "training-record.json' would be replaced");
    }

    [TestMethod]
    public void The_program_around_a_model_stays_as_its_user_changed_it()
    {
        using Folder folder = new();
        Train(folder, "First", "--project", "console").Expect(0);
        string generated = File.ReadAllText(folder.At("out/Program.cs"));
        File.AppendAllText(folder.At("out/Program.cs"), "// mine\n");
        File.WriteAllText(folder.At("out/First.training.cs"), "");
        ToolRun again = ToolRun.Of("train", "--training-config", folder.At("out/First.mbconfig")).Expect(0);
        again.ExpectSaid($"{folder.At("out/Program.cs")} is there and stays as it is.");
        Assert.DoesNotContain("First.csproj is there", again.Output, "that is as it was generated");
        Assert.AreEqual(generated + "// mine\n", File.ReadAllText(folder.At("out/Program.cs")));
        Assert.IsGreaterThan(0, new FileInfo(folder.At("out/First.training.cs")).Length, "the files of the model are written again");
    }

    private static ToolRun Train(Folder folder, string name, params string[] options) => ToolRun.Of(
        ["text-classification", "--dataset", folder.Messages(100), "--label-col", "0", "--text-col", "1", "--epochs", "1", "--name", name, "--output", folder.At("out"), "--threads", "1", .. options]);
}
