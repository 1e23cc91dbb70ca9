using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class RunEndTests
{
    [TestMethod]
    public void Cancelling_keeps_the_best_model()
    {
        using Folder folder = new();
        using CancellingWriter output = new("epoch 1/");
        string[] args = ["text-classification", "--dataset", folder.Messages(), "--label-col", "0", "--text-col", "1", "--epochs", "1000", "--name", "Sms", "--output", folder.At("out")];
        int code = Tool.RunAsync(args, TextReader.Null, output, output, output.Token).GetAwaiter().GetResult();
        Assert.AreEqual(0, code, output.ToString());
        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        Assert.AreEqual("cancelled", record.Run.End);
        Assert.IsLessThan(1000, record.Run.Epochs.Count);
        ToolRun.With("hello", "predict", folder.At("out/Sms.mlnet")).Expect(0);
    }

    [TestMethod]
    public void The_time_limit_ends_a_training_and_a_model_is_kept()
    {
        using Folder folder = new();
        ToolRun.Of("text-classification", "--dataset", folder.Messages(), "--label-col", "0", "--text-col", "1", "--epochs", "100000", "--train-time", "0.5", "--name", "Sms", "--output", folder.At("out")).Expect(0);
        Assert.AreEqual("time limit", TrainingRecord.Load(folder.At("out/training-record.json")).Run.End);
    }
}
