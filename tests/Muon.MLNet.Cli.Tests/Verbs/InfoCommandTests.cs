namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class InfoCommandTests
{
    [TestMethod]
    public void A_model_and_its_training_are_described()
    {
        string words = ToolRun.Of("info", Trained.Messages).Expect(0).Output;
        foreach (string part in (string[])["NGramNetwork", "2 classes: ham, spam", "muon-adam-lr-ratio 0.5", "head.weight", "test accuracy", "libtorch"])
        {
            Assert.Contains(part, words);
        }

        var json = ToolRun.Of("info", Trained.Messages, "--json").Expect(0).Json();
        Assert.AreEqual("TextClassification", json.GetProperty("scenario").GetString());
        Assert.AreEqual("Sms", json.GetProperty("training").GetProperty("name").GetString());
    }

    [TestMethod]
    public void A_model_alone_is_described_without_its_training()
    {
        using Folder folder = new();
        File.Copy(Trained.Photos, folder.At("alone.mlnet"));
        Assert.Contains("how it was trained is not known here", ToolRun.Of("info", folder.At("alone.mlnet")).Expect(0).Output);
    }

    [TestMethod]
    public void A_damaged_record_is_named()
    {
        using Folder folder = new();
        File.Copy(Trained.Photos, folder.At("Flowers.mlnet"));
        string record = folder.Write("training-record.json", "{ \"version\": 1,");
        ToolRun.Of("info", folder.At("Flowers.mlnet")).ExpectError(ExitCodes.Data, $"'{record}' is no training record");
        File.WriteAllText(record, "{ \"version\": 99 }");
        ToolRun.Of("info", folder.At("Flowers.mlnet")).ExpectError(ExitCodes.Data, "of another version");
    }
}
