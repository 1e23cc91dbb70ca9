using System.Text.Json;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class SweepCommandTests
{
    [TestMethod]
    public void A_sweep_of_texts_keeps_the_best_trial_and_training_again_gives_its_model()
    {
        using Folder folder = new();
        ToolRun run = ToolRun.Of([.. Texts(folder), "--trials", "4", "--tuner", "random", "--json", "--log-file-path", folder.At("log.txt")]).Expect(0);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement[] trials = [.. json.RootElement.GetProperty("trials").EnumerateArray()];
        Assert.HasCount(4, trials);
        double best = trials.Max(trial => trial.GetProperty("metric").GetDouble());
        Assert.AreEqual(best, json.RootElement.GetProperty("validationAccuracy").GetDouble());
        Assert.AreEqual(best, trials[json.RootElement.GetProperty("bestTrial").GetInt32()].GetProperty("metric").GetDouble());
        Assert.HasCount(4, File.ReadLines(folder.At("log.txt")).Where(line => line.StartsWith("trial ", StringComparison.Ordinal)).ToArray());
        Assert.Contains("muon-momentum", run.Errors);

        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        Assert.HasCount(1, record.Run.Epochs);
        Assert.AreEqual(best, record.Run.Epochs[0].ValidationAccuracy!.Value, 1e-9);
        Assert.Contains("of 4, random", record.Run.Options["sweep"]);
        Assert.Contains("<svg", File.ReadAllText(folder.At("out/Sms.sweep.html")));

        ToolRun.Of("train", "--training-config", folder.At("out/Sms.mbconfig"), "--output", folder.At("again")).Expect(0);
        Assert.AreEqual(Predict(folder.At("out/Sms.mlnet")), Predict(folder.At("again/Sms.mlnet")));
        Assert.AreEqual(record.Run.Test!.LogLoss, TrainingRecord.Load(folder.At("again/training-record.json")).Run.Test!.LogLoss);
    }

    [TestMethod]
    public void A_sweep_of_pictures_tries_what_is_asked_for_and_keeps_what_is_given()
    {
        using Folder folder = new();
        ToolRun run = ToolRun.Of(
            "sweep", "image-classification", "--dataset", folder.Photos(6), "--epochs", "1", "--image-size", "32", "--batch-size", "4", "--name", "Flowers", "--output", folder.At("out"),
            "--space", "muon-learning-rate,augmentation-strength", "--muon-ns-steps", "3", "--trials", "2", "--halving", "--threads", "1").Expect(0);
        Assert.Contains("over muon-learning-rate, augmentation-strength;", run.Output);
        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        Assert.AreEqual("3", record.Run.Options["muon-ns-steps"]);
        Assert.AreEqual("4", record.Run.Options["batch-size"]);
        Assert.AreEqual("1", record.Run.Options["epochs"]);
        ToolRun.Of("info", folder.At("out/Flowers.mlnet")).Expect(0);
    }

    [TestMethod]
    public void A_study_goes_on_where_it_was()
    {
        using Folder folder = new();
        string[] args = [.. Texts(folder), "--space", "muon-learning-rate", "--study", folder.At("sweep.db"), "--json"];
        ToolRun.Of([.. args, "--trials", "2"]).Expect(0);
        ToolRun more = ToolRun.Of([.. args, "--trials", "3"]).Expect(0);
        Assert.Contains("3 trials, 1 of them now and here", more.Errors);
        Assert.HasCount(3, JsonDocument.Parse(more.Output).RootElement.GetProperty("trials").EnumerateArray().ToArray());
    }

    [TestMethod]
    public void What_cannot_be_swept_is_said()
    {
        using Folder folder = new();
        Assert.Contains("--space names 'foo'", ToolRun.Of([.. Texts(folder), "--space", "foo"]).Expect(2).Errors);
        Assert.Contains("leave one of them out", ToolRun.Of([.. Texts(folder), "--space", "epochs"]).Expect(2).Errors);
        Assert.Contains("There is nothing to sweep", ToolRun.Of([.. Texts(folder), "--space", ""]).Expect(2).Errors);
        Assert.Contains("--muon-preset is keras", ToolRun.Of([.. Texts(folder), "--muon-preset", "keras"]).Expect(2).Errors);
        Assert.Contains("--trials is 0", ToolRun.Of([.. Texts(folder), "--trials", "0"]).Expect(2).Errors);
        Assert.Contains("cost-frugal", ToolRun.Of([.. Texts(folder), "--tuner", "best"]).Expect(2).Errors);
        Assert.Contains("--validation-fraction is 0", ToolRun.Of([.. Texts(folder), "--validation-fraction", "0"]).Expect(3).Errors);
        Assert.Contains("--study is 'Host", ToolRun.Of([.. Texts(folder), "--study", "Host=127.0.0.1;Port=1;Database=x;Username=y;Timeout=1"]).Expect(2).Errors);
        Assert.Contains("There is no table", ToolRun.Of("sweep", "text-classification", "--dataset", folder.At("none"), "--label-col", "0", "--text-col", "1").Expect(3).Errors);
        Assert.Contains("failed: ", ToolRun.Of([.. Texts(folder), "--trials", "1", "--muon-global-clip-norm", "1e-300", "--muon-learning-rate", "1e38", "--space", "batch-size"]).Expect(3).Errors);
        Assert.IsFalse(File.Exists(folder.At("out/Sms.mlnet")));
    }

    [TestMethod]
    public void Cancelling_keeps_the_best_model_so_far()
    {
        using Folder folder = new();
        using CancellingWriter output = new("trial   0");
        int code = Tool.RunAsync([.. Texts(folder), "--trials", "1000"], TextReader.Null, output, output, output.Token).GetAwaiter().GetResult();
        Assert.AreEqual(0, code, output.ToString());
        ToolRun.With("hello", "predict", folder.At("out/Sms.mlnet")).Expect(0);

        using CancellingWriter early = new("Sweep: ");
        Assert.AreEqual(130, Tool.RunAsync([.. Texts(folder, "early"), "--trials", "1000"], TextReader.Null, early, early, early.Token).GetAwaiter().GetResult(), early.ToString());
        Assert.IsFalse(File.Exists(folder.At("early/Sms.mlnet")));
    }

    [TestMethod]
    [DataRow("", "0", "is empty")]
    [DataRow("a\tx y\na\tz", "0", "one class only, 'a'")]
    [DataRow("a\tx y\nb\tz", "kind", "--label-col is 'kind'")]
    [DataRow("a\tx y\nb\tz\na\tz\tmore\nb\tx", "0", "Line 3 of")]
    [DataRow("a\tx y\nb\tz\na\tz\nb\tx", "0", "judges by validation data, and there is none")]
    public void A_table_that_cannot_be_swept_on_is_explained_and_nothing_is_written(string text, string label, string message)
    {
        using Folder folder = new();
        ToolRun.Of("sweep", "text-classification", "--dataset", folder.Write("table.tsv", text.Split('\n')), "--label-col", label, "--text-col", "1", "--output", folder.At("out")).ExpectError(ExitCodes.Data, message);
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_full_or_read_only_disk_leaves_the_sweep_before()
    {
        using Folder folder = new();
        using SmallDisk disk = new(16);
        string[] args = [.. Texts(folder)[..^1], Path.Combine(disk.Folder, "out"), "--space", "muon-learning-rate", "--trials", "1"];
        ToolRun.Of(args).Expect(0);
        string[] files = Directory.GetFiles(Path.Combine(disk.Folder, "out"));
        byte[] model = File.ReadAllBytes(Path.Combine(disk.Folder, "out/Sms.mlnet"));
        disk.Fill();
        ToolRun.Of([.. args, "--seed", "2"]).Expect(ExitCodes.Output).ExpectSaid("cannot be written: No space left on device");
        disk.MakeReadOnly();
        ToolRun.Of(args).ExpectError(ExitCodes.Output, "cannot be written: Read-only file system");
        CollectionAssert.AreEquivalent(files, Directory.GetFiles(Path.Combine(disk.Folder, "out")));
        CollectionAssert.AreEqual(model, File.ReadAllBytes(Path.Combine(disk.Folder, "out/Sms.mlnet")));
    }

    private static string Predict(string model) => ToolRun.With("win a prize\nsee you\n", "predict", model, "--json").Expect(0).Output;

    private static string[] Texts(Folder folder, string output = "out") =>
        ["sweep", "text-classification", "--dataset", folder.Messages(), "--label-col", "0", "--text-col", "1", "--epochs", "1", "--name", "Sms", "--threads", "1", "--output", folder.At(output)];
}
