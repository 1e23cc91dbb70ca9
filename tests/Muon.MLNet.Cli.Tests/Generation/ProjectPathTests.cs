using System.Text.Json;
using Muon.MLNet.Cli.Generation;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Generation;

[TestClass]
public sealed class ProjectPathTests
{
    [TestMethod]
    public void A_project_that_holds_its_data_can_be_moved()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder.At("out/data"));
        string[] messages = File.ReadAllLines(folder.Messages());
        string table = folder.Write("out/data/train.tsv", messages[..160]);
        string validation = folder.Write("out/data/validation.tsv", messages[160..]);
        Train(table, folder.At("out"), "--validation-dataset", validation, "--log-file-path", folder.At("out/training.log"));
        using JsonDocument written = JsonDocument.Parse(File.ReadAllText(folder.At("out/Sms.mbconfig")));
        Assert.AreEqual("data/train.tsv", written.RootElement.GetProperty("DataSource").GetProperty("FilePath").GetString());
        Assert.AreEqual("data/train.tsv", written.RootElement.GetProperty("TrainingOption").GetProperty("Dataset").GetString());
        Assert.AreEqual("data/validation.tsv", written.RootElement.GetProperty("TrainingOption").GetProperty("ValidationDataset").GetString());
        Assert.Contains("RetrainFilePath = @\"data/train.tsv\"", File.ReadAllText(folder.At("out/Sms.training.cs")));
        foreach (string file in Directory.GetFiles(folder.At("out"), "*.cs").Append(folder.At("out/Sms.mbconfig")))
        {
            Assert.DoesNotContain(folder.Path, File.ReadAllText(file));
        }

        double loss = LogLoss(folder.At("out"));
        string configuration = File.ReadAllText(folder.At("out/Sms.mbconfig"));
        Directory.Move(folder.At("out"), folder.At("moved"));
        File.Delete(folder.At("moved/training.log"));
        ToolRun.Of("train", "--training-config", folder.At("moved/Sms.mbconfig")).Expect(0);
        Assert.AreEqual(loss, LogLoss(folder.At("moved")));
        Assert.AreEqual(WithoutTime(configuration), WithoutTime(File.ReadAllText(folder.At("moved/Sms.mbconfig"))));
        Assert.IsTrue(File.Exists(folder.At("moved/training.log")));

        ToolRun.Of("train", "--training-config", folder.At("moved/Sms.mbconfig"), "--output", folder.At("elsewhere")).Expect(0);
        using JsonDocument elsewhere = JsonDocument.Parse(File.ReadAllText(folder.At("elsewhere/Sms.mbconfig")));
        Assert.AreEqual(folder.At("moved/data/train.tsv"), Path.GetFullPath(elsewhere.RootElement.GetProperty("TrainingOption").GetProperty("Dataset").GetString()!));
    }

    [TestMethod]
    public void What_lies_elsewhere_is_named_in_full()
    {
        string root = Path.GetFullPath(Path.GetTempPath());
        Assert.AreEqual(Path.Combine(root, "data"), ProjectPath.Of(Path.Combine(root, "data"), Path.Combine(root, "out")));
        Assert.AreEqual(root.TrimEnd(Path.DirectorySeparatorChar), ProjectPath.Of(root, Path.Combine(root, "out")).TrimEnd(Path.DirectorySeparatorChar));
        Assert.AreEqual("..data/a", ProjectPath.Of(Path.Combine(root, "out", "..data", "a"), Path.Combine(root, "out")));
        Assert.AreEqual(".", ProjectPath.Of(Path.Combine(root, "out"), Path.Combine(root, "out")));
        Assert.AreEqual(Path.Combine(root, "out", "data", "a"), ProjectPath.Resolve("data/a", Path.Combine(root, "out")));
        Assert.AreEqual(Path.Combine(root, "data"), ProjectPath.Resolve(Path.Combine(root, "data"), Path.Combine(root, "out")));
    }

    private static void Train(string table, string output, params string[] more) => ToolRun.Of(
        ["text-classification", "--dataset", table, "--label-col", "0", "--text-col", "1", "--epochs", "1", "--name", "Sms", "--output", output, "--threads", "1", .. more]).Expect(0);

    private static double LogLoss(string folder) => TrainingRecord.Load(Path.Combine(folder, TrainingRecord.FileName)).Run.Test!.LogLoss;

    private static string WithoutTime(string configuration) =>
        string.Join('\n', configuration.Split('\n').Where(line => !line.Contains("RuntimeInSeconds", StringComparison.Ordinal)));
}
