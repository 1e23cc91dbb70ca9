using Muon.MLNet.Cli.Records;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class TextClassificationTests
{
    [TestMethod]
    public void A_table_becomes_a_model_with_a_record_a_log_and_a_report()
    {
        string output = Path.GetDirectoryName(Trained.Messages)!;
        TrainingRecord record = TrainingRecord.Load(Path.Combine(output, TrainingRecord.FileName));
        Assert.AreEqual("Sms.mlnet", record.ModelFile);
        Assert.HasCount(2, record.Run.Epochs);
        Assert.AreEqual("completed", record.Run.End);
        Assert.AreEqual("0.5", record.Run.Options["muon-adam-lr-ratio"]);
        Assert.AreEqual(record.Data.TestCount, (int)record.Run.Test!.Confusion.Sum(row => row.Sum()));
        Assert.AreEqual(record.Data.TestCount, record.Run.Test.Calibration.Sum(bin => bin.Count));
        Assert.IsTrue(record.Run.Routing.Any(row => row.Rule is "Muon"));
        Assert.Contains("epoch 2/2", File.ReadAllText(Trained.Log));
        Assert.Contains("Sms", File.ReadAllText(Path.Combine(output, "report.html")));
        CollectionAssert.AreEquivalent(
            new[] { "Sms.consumption.cs", "Sms.evaluate.cs", "Sms.mbconfig", "Sms.mlnet", "Sms.training.cs", "report.html", "training-record.json" },
            Directory.GetFiles(output).Select(Path.GetFileName).Where(name => !name!.StartsWith("Sms.onnx", StringComparison.Ordinal) && !name.StartsWith("Sms.safetensors", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    [DataRow("", "0", "is empty")]
    [DataRow("a\nb", "0", "has one column only: no tab, comma, semicolon or bar")]
    [DataRow("a\tx y\na\tz", "0", "one class only, 'a'; there is nothing to tell apart. Choose another --label-col")]
    [DataRow("a\tx\nb\ty", "0", "if the first line is no header but an example, --has-header false.")]
    [DataRow("a\tx y\nb\tz", "kind", "--label-col is 'kind', but the table has no such column. It has 0 'col0', 1 'col1'")]
    [DataRow("a\tx y\nb\tz", "7", "--label-col is '7'")]
    [DataRow("a\tx y\nb\tz\na\tz\tmore\nb\tx", "0", "Line 3 of")]
    [DataRow("a\tx y\nb\tz\n\tno label\nb\tx", "0", "Line 3 of")]
    public void A_table_that_cannot_be_used_is_explained_and_nothing_is_written(string text, string label, string message)
    {
        using Folder folder = new();
        Train(folder, folder.Write("table.tsv", text.Split('\n')), "--label-col", label).ExpectError(ExitCodes.Data, message);
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_table_that_cannot_be_read_is_named()
    {
        using Folder folder = new();
        Train(folder, folder.At("missing.tsv")).ExpectError(ExitCodes.Data, "There is no table");
        Train(folder, folder.At("missing/table.tsv")).ExpectError(ExitCodes.Data, "There is no table");
        Train(folder, folder.Dangling()).ExpectError(ExitCodes.Data, "There is no table");
        Train(folder, folder.Path).ExpectError(ExitCodes.Data, "is a folder; name the table itself");
        Train(folder, Unreadable.Path()).ExpectError(ExitCodes.Data, "cannot be read");
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void Label_and_text_must_be_different_columns()
    {
        using Folder folder = new();
        Train(folder, Trained.Table, "--label-col", "1").ExpectError(ExitCodes.Usage, "the label and a text are 'col1'");
        Train(folder, Trained.PairTable, "--text2-col", "1").ExpectError(ExitCodes.Usage, "both texts are 'col1'");
    }

    [TestMethod]
    public void A_validation_table_is_read_as_the_training_table_is_and_judges_the_epochs()
    {
        using Folder folder = new();
        string table = folder.Write("t.tsv", "kind\tmessage", "ham\thello you", "spam\twin now", "ham\tsee you", "spam\twin a prize");
        string judges = folder.Write("v.tsv", "kind\tmessage", "spam\tprize");
        ToolRun run = ToolRun.Of("text-classification", "--dataset", table, "--validation-dataset", judges, "--label-col", "kind", "--text-col", "message", "--epochs", "1", "--test-fraction", "0", "--output", folder.At("out")).Expect(0);
        Assert.Contains("Validation: 1 examples", run.Output);
        Assert.IsNotNull(TrainingRecord.Load(folder.At("out/training-record.json")).Run.Epochs[0].ValidationLoss);

        Train(folder, Trained.Table, "--validation-dataset", folder.Write("strange.tsv", "eggs\tx y")).ExpectError(ExitCodes.Data, "has the class 'eggs', which");
        Train(folder, Trained.Table, "--validation-dataset", folder.At("none.tsv")).ExpectError(ExitCodes.Data, "There is no table");
        Train(folder, Trained.Table, "--validation-dataset", folder.Write("narrow.tsv", "ham")).ExpectError(ExitCodes.Data, "narrow.tsv' has one column only");
    }

    [TestMethod]
    public void A_log_that_cannot_be_opened_is_an_error_before_the_training()
    {
        using Folder folder = new();
        Train(folder, Trained.Table, "--log-file-path", folder.At("none/log.txt")).Expect(ExitCodes.Output).ExpectSaid("Create it, or choose another place with --log-file-path.");
        Train(folder, Trained.Table, "--log-file-path", folder.Path).Expect(ExitCodes.Output).ExpectSaid("is a folder; --log-file-path must name a file");
        Assert.IsFalse(Directory.Exists(folder.At("out")), "a folder that nothing came into is removed");
    }

    [TestMethod]
    public void A_log_whose_disk_is_full_costs_no_model()
    {
        const string Full = "/dev/full";
        if (!File.Exists(Full))
        {
            Assert.Inconclusive("This system has no file that is always full.");
        }

        using Folder folder = new();
        Train(folder, Trained.Table, "--log-file-path", Full).Expect(ExitCodes.Output).ExpectSaid($"the log '{Full}' ends early: No space left on device");
        ToolRun.With("hello", "predict", folder.At("out/SampleClassification.mlnet")).Expect(0);
    }

    [TestMethod]
    public void A_full_disk_leaves_the_files_of_the_training_before()
    {
        string table = Trained.Table;
        using SmallDisk disk = new(16);
        string output = Path.Combine(disk.Folder, "out");
        Train(output, table).Expect(0);
        Dictionary<string, byte[]> before = Directory.GetFiles(output).ToDictionary(file => file, File.ReadAllBytes);
        disk.Fill();
        Train(output, table, "--seed", "2").Expect(ExitCodes.Output).ExpectSaid("cannot be written: No space left on device");
        CollectionAssert.AreEquivalent(before.Keys, Directory.GetFiles(output));
        foreach ((string file, byte[] bytes) in before)
        {
            CollectionAssert.AreEqual(bytes, File.ReadAllBytes(file), file);
        }

        disk.MakeReadOnly();
        Train(output, table).ExpectError(ExitCodes.Output, "cannot be written: Read-only file system");
    }

    [TestMethod]
    [DataRow("Sms.mlnet")]
    [DataRow("Sms.consumption.cs")]
    [DataRow("Sms.mbconfig")]
    [DataRow("training-record.json")]
    [DataRow("report.html")]
    public void A_file_that_cannot_be_replaced_is_named(string name)
    {
        using Folder folder = new();
        string blocked = Path.Combine(folder.At("out"), name);
        Directory.CreateDirectory(Path.Combine(blocked, "inner"));
        Train(folder, Trained.Table, "--name", "Sms").Expect(ExitCodes.Output).ExpectSaid($"error: '{blocked}' is a folder; --output must name");
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void An_output_that_is_a_file_is_refused()
    {
        using Folder folder = new();
        string file = folder.Write("file", "x");
        Train(file, Trained.Table).ExpectError(ExitCodes.Output, "which is a file; it must be a folder");
        Train(Path.Combine(file, "inner"), Trained.Table).ExpectError(ExitCodes.Output, "cannot be written");
    }

    [TestMethod]
    [DataRow("bert")]
    [DataRow("custom")]
    [DataRow("res-net18")]
    public void A_network_that_no_option_can_describe_is_not_offered(string name)
    {
        using Folder folder = new();
        Train(folder, Trained.Table, "--architecture", name).ExpectError(ExitCodes.Usage, $"--architecture is '{name}'; it must be one of auto, n-gram, encoder.");
        Assert.DoesNotContain("bert", ToolRun.Of("text-classification", "--help").Expect(0).Output);
    }

    [TestMethod]
    public void A_training_that_diverges_names_the_option_and_leaves_nothing()
    {
        using Folder folder = new();
        Train(folder, Trained.Table, "--muon-learning-rate", "1e30").Expect(ExitCodes.Data).ExpectSaid("Lower --muon-learning-rate");
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    [TestMethod]
    public void A_column_of_names_as_labels_is_pointed_out()
    {
        using Folder folder = new();
        string table = folder.Write("names.csv", [.. Enumerable.Range(0, 1200).Select(i => FormattableString.Invariant($"id{i},some words {i % 9}"))]);
        ToolRun run = Train(folder, table).Expect(0);
        Assert.Contains("1,200 classes", run.Output);
        Assert.Contains("If column '0' holds names or texts, choose another --label-col.", run.Output);
        Assert.HasCount(1200, TrainingRecord.Load(folder.At("out/training-record.json")).Data.ClassCounts);
    }

    private static ToolRun Train(Folder folder, string table, params string[] options) => Train(folder.At("out"), table, options);

    private static ToolRun Train(string output, string table, params string[] options)
    {
        string[] columns = options.Contains("--label-col", StringComparer.Ordinal) ? [] : ["--label-col", "0"];
        return ToolRun.Of(["text-classification", "--dataset", table, .. columns, "--text-col", "1", "--epochs", "1", "--output", output, .. options]);
    }
}
