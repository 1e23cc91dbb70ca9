using System.Text.Json.Nodes;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class TrainCommandTests
{
    private static string Configuration => Path.ChangeExtension(Trained.Messages, ".mbconfig");

    [TestMethod]
    public void A_configuration_trains_the_same_model_again()
    {
        using Folder folder = new();
        ToolRun.Of("train", "--training-config", Configuration, "--output", folder.At("again")).Expect(0);
        TrainingRecord before = TrainingRecord.Load(Path.Combine(Path.GetDirectoryName(Trained.Messages)!, TrainingRecord.FileName));
        TrainingRecord again = TrainingRecord.Load(folder.At("again/training-record.json"));
        CollectionAssert.AreEqual(before.Run.Epochs.Select(epoch => epoch.TrainLoss).ToArray(), again.Run.Epochs.Select(epoch => epoch.TrainLoss).ToArray());
        Assert.AreEqual(before.Run.Test!.LogLoss, again.Run.Test!.LogLoss);
        Assert.AreEqual("0.5", again.Run.Options["muon-adam-lr-ratio"]);
        Assert.AreEqual(
            ToolRun.With("hello you", "predict", Trained.Messages).Expect(0).Output,
            ToolRun.With("hello you", "predict", folder.At("again/Sms.mlnet")).Expect(0).Output);
    }

    [TestMethod]
    public void A_configuration_that_is_none_is_refused()
    {
        using Folder folder = new();
        void Expect(string file, string message) => ToolRun.Of("train", "--training-config", file, "--output", folder.At("out")).ExpectError(ExitCodes.Data, message);
        Expect(folder.At("none.mbconfig"), "There is no training configuration");
        Expect(folder.Dangling(), "There is no training configuration");
        Expect(folder.Path, "is a folder; name the training configuration itself");
        Expect(Unreadable.Path(), "cannot be read");
        Expect(folder.Write("no.mbconfig", "text"), "is no training configuration of this program");
        Expect(folder.Write("empty.mbconfig"), "is no training configuration of this program");
        Expect(folder.Write("other.mbconfig", "{ \"Type\": \"TrainingConfig\", \"Version\": 4, \"Scenario\": { \"ScenarioType\": \"Classification\" } }"), "Those of Model Builder name other trainers");
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_data_set_that_is_gone_or_changed_is_explained()
    {
        using Folder folder = new();
        string Changed(Action<JsonObject> change)
        {
            JsonNode configuration = JsonNode.Parse(File.ReadAllText(Configuration))!;
            change(configuration["TrainingOption"]!.AsObject());
            return folder.Write("changed.mbconfig", configuration.ToJsonString());
        }

        void Expect(string file, string message) => ToolRun.Of("train", "--training-config", file, "--output", folder.At("out")).ExpectError(ExitCodes.Data, message);
        Expect(Changed(request => request["Dataset"] = "gone.tsv"), "There is no table");
        Expect(Changed(request => request["LabelColumn"] = "kind"), "--label-col is 'kind', but the table has no such column.");
        Expect(Changed(request => request["Epochs"] = "many"), "is no training configuration of this program");
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_is_named()
    {
        using Folder folder = new();
        ToolRun Train(string output) => ToolRun.Of("train", "--training-config", Configuration, "--output", output);
        Train(folder.Write("file", "x")).ExpectError(ExitCodes.Output, "which is a file; it must be a folder");
        using SmallDisk disk = new(1);
        disk.Fill();
        Train(disk.Folder).Expect(ExitCodes.Output).ExpectSaid("cannot be written: No space left on device");
        disk.MakeReadOnly();
        Train(disk.Folder).ExpectError(ExitCodes.Output, "cannot be written: Read-only file system");
        Assert.HasCount(1, Directory.GetFileSystemEntries(disk.Folder));
    }
}
