using System.Text.Json;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class TextVerbTests
{
    [TestMethod]
    public void A_table_becomes_a_model_that_the_other_verbs_use()
    {
        using Folder folder = new();
        string table = folder.Messages();
        ToolRun.Of("text-classification", "--dataset", table, "--label-col", "0", "--text-col", "1", "--epochs", "2", "--name", "Sms", "--output", folder.At("out"), "--log-file-path", folder.At("log.txt"), "--muon-adam-lr-ratio", "0.5").Expect(0);
        string model = folder.At("out/Sms.mlnet");
        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        Assert.AreEqual("Sms.mlnet", record.ModelFile);
        Assert.HasCount(2, record.Run.Epochs);
        Assert.AreEqual("0.5", record.Run.Options["muon-adam-lr-ratio"]);
        Assert.AreEqual(record.Data.TestCount, (int)record.Run.Test!.Confusion.Sum(row => row.Sum()));
        Assert.AreEqual(record.Data.TestCount, record.Run.Test.Calibration.Sum(bin => bin.Count));
        Assert.IsTrue(record.Run.Routing.Any(row => row.Rule is "Muon"));
        Assert.Contains("epoch 2/2", File.ReadAllText(folder.At("log.txt")));

        ToolRun evaluated = ToolRun.Of("evaluate", model, "--dataset", table, "--label-col", "col0", "--text-col", "col1", "--json").Expect(0);
        Assert.AreEqual(200, JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(n => n.GetInt32())));

        ToolRun predicted = ToolRun.With("Win a prize now, call 12345\nsee you, at home\n", "predict", model, "--format", "csv").Expect(0);
        string[] lines = predicted.Output.Trim().Split('\n');
        Assert.HasCount(3, lines);
        Assert.StartsWith("\"see you, at home\",ham,", lines[2]);
        string report = File.ReadAllText(folder.At("out/report.html"));
        Assert.Contains("Sms", report);
        ToolRun.Of("report", folder.At("out"), "--output", folder.At("again.html")).Expect(0);
        Assert.AreEqual(report, File.ReadAllText(folder.At("again.html")));
        Assert.Contains("training-record.json", ToolRun.Of("report", folder.Path).Expect(3).Errors);
        Assert.Contains("NGramNetwork", ToolRun.Of("info", model).Expect(0).Output);
        ToolRun.Of("export", "onnx", model).Expect(0);
        ToolRun.Of("export", "safetensors", model, "--output", folder.At("w.safetensors")).Expect(0);
        Assert.IsGreaterThan(1000, new FileInfo(folder.At("out/Sms.onnx")).Length);
        Assert.IsGreaterThan(1000, new FileInfo(folder.At("w.safetensors")).Length);
    }

    [TestMethod]
    public void What_is_wrong_with_the_data_is_said_and_nothing_is_written()
    {
        using Folder folder = new();
        string[] Train(string table, string label = "0") => ["text-classification", "--dataset", table, "--label-col", label, "--text-col", "1", "--epochs", "1", "--output", folder.At("out")];
        Assert.Contains("There is no file", ToolRun.Of(Train(folder.At("missing.tsv"))).Expect(3).Errors);
        Assert.Contains("is empty", ToolRun.Of(Train(folder.Write("empty.tsv"))).Expect(3).Errors);
        Assert.Contains("one class only, 'a'", ToolRun.Of(Train(folder.Write("one.tsv", "a\tx y", "a\tz"))).Expect(3).Errors);
        Assert.Contains("'kind'", ToolRun.Of(Train(folder.Write("good.tsv", "a\tx y", "b\tz"), "kind")).Expect(3).Errors);
        Assert.Contains("Line 3", ToolRun.Of(Train(folder.Write("ragged.tsv", "a\tx y", "b\tz", "a\tz\tmore", "b\tx"))).Expect(3).Errors);
        Assert.Contains("is a folder", ToolRun.Of(Train(folder.Path)).Expect(3).Errors);
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_wrong_command_line_is_explained()
    {
        Assert.Contains("Did you mean '--muon-adam-lr-ratio'?", ToolRun.Of("text-classification", "--dataset", "x", "--label-col", "0", "--text-col", "1", "--muon-adam-lr-rato", "1").Expect(2).Errors);
        Assert.Contains("Did you mean 'predict'?", ToolRun.Of("predikt").Expect(2).Errors);
        Assert.Contains("--label-col", ToolRun.Of("text-classification", "--dataset", "x").Expect(2).Errors);
        Assert.Contains("--name is '1a'", ToolRun.Of("image-classification", "--dataset", "x", "--name", "1a").Expect(2).Errors);
        Assert.Contains("--epochs is 0", ToolRun.Of("image-classification", "--dataset", "x", "--epochs", "0").Expect(2).Errors);
    }

    [TestMethod]
    public void A_model_that_is_none_is_refused_by_every_verb()
    {
        using Folder folder = new();
        string file = folder.Write("no.mlnet", "text");
        foreach (string[] verb in (string[][])[["info"], ["predict"], ["export", "onnx"], ["export", "safetensors"]])
        {
            Assert.Contains("cannot be loaded", ToolRun.Of([.. verb, file]).Expect(3).Errors);
            Assert.Contains("There is no model", ToolRun.Of([.. verb, folder.At("missing")]).Expect(3).Errors);
        }
    }
}
