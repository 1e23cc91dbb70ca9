using Muon.MLNet.Cli.Records;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class ReportCommandTests
{
    private static string Record => Path.Combine(Path.GetDirectoryName(Trained.Messages)!, TrainingRecord.FileName);

    [TestMethod]
    public void The_report_of_a_training_is_written_again_from_its_folder_or_its_record()
    {
        using Folder folder = new();
        string original = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Record)!, "report.html"));
        ToolRun.Of("report", Path.GetDirectoryName(Record)!, "--output", folder.At("again.html")).Expect(0);
        Assert.AreEqual(original, File.ReadAllText(folder.At("again.html")));
        File.Copy(Record, folder.At("record.json"));
        Assert.AreEqual(folder.At("report.html"), ToolRun.Of("report", folder.At("record.json"), "--json").Expect(0).Json().GetProperty("file").GetString());
        Assert.AreEqual(original, File.ReadAllText(folder.At("report.html")));
        File.Copy(Record, folder.At("Sms.training-record.json"));
        ToolRun.Of("report", folder.At("Sms.training-record.json")).Expect(0);
        Assert.AreEqual(original, File.ReadAllText(folder.At("Sms.report.html")));
    }

    [TestMethod]
    public void A_record_that_is_none_is_named()
    {
        using Folder folder = new();
        ToolRun.Of("report", folder.Path).ExpectError(ExitCodes.Data, "training-record.json': a training writes it beside its model.");
        ToolRun.Of("report", folder.At("none")).ExpectError(ExitCodes.Data, "There is no");
        ToolRun.Of("report", folder.Dangling()).ExpectError(ExitCodes.Data, "There is no training record");
        ToolRun.Of("report", Unreadable.Path(), "--output", folder.At("x.html")).ExpectError(ExitCodes.Data, "cannot be read");
        ToolRun.Of("report", folder.Write("no.json", "text")).ExpectError(ExitCodes.Data, "is no training record");
        ToolRun.Of("report", Trained.Messages).ExpectError(ExitCodes.Data, "is no training record");
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.html"));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_is_named_and_the_old_report_stays()
    {
        using Folder folder = new();
        ToolRun.Of("report", Record, "--output", folder.Path).ExpectError(ExitCodes.Output, "is a folder; --output must name a file");
        ToolRun.Of("report", Record, "--output", folder.At("none/r.html")).ExpectError(ExitCodes.Output, "Create it, or choose another place with --output.");
        ToolRun.Of("report", Record, "--output", Record).ExpectError(ExitCodes.Usage, "would be written over what it is made of");
        using SmallDisk disk = new(1);
        FullDisk.Check(disk, "report.html", target => ToolRun.Of("report", Record, "--output", target));
    }
}
