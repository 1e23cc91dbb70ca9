using System.Text.Json;
using Muon.MLNet.Cli.Tests.Verbs;

namespace Muon.MLNet.Cli.Tests.Output;

/// <summary>What each verb says where programs read it, and where it is to be quiet.</summary>
[TestClass]
public sealed class ToolConsoleTests
{
    [TestMethod]
    [DataRow("text-classification", "model", "end", "epochs", "test")]
    [DataRow("image-classification", "model", "end", "epochs", "test")]
    [DataRow("train", "model", "end", "epochs", "test")]
    [DataRow("evaluate", "microAccuracy", "confusion", "classes")]
    [DataRow("predict")]
    [DataRow("info", "scenario", "architecture", "classes", "parameters", "training")]
    [DataRow("report", "file")]
    [DataRow("export onnx", "file", "bytes")]
    [DataRow("export safetensors", "file", "bytes")]
    [DataRow("doctor", "libtorch", "threads", "gigaflops", "pictures", "findings")]
    public void With_json_the_output_is_JSON_alone(string verb, params string[] properties)
    {
        using Folder folder = new();
        ToolRun run = Run(verb, folder, "--json").Expect(0);
        JsonElement said = run.Json();
        Assert.AreEqual(verb is "predict" ? JsonValueKind.Array : JsonValueKind.Object, said.ValueKind);
        foreach (string property in properties)
        {
            Assert.IsTrue(said.TryGetProperty(property, out _), property);
        }

        Assert.AreEqual(IsTraining(verb), run.Errors.Contains("epoch 1/1: loss", StringComparison.Ordinal), run.Errors);
        Assert.IsTrue(IsTraining(verb) || run.Errors.Length == 0, run.Errors);
    }

    [TestMethod]
    [DataRow("text-classification")]
    [DataRow("image-classification")]
    [DataRow("train")]
    public void With_verbosity_q_a_training_says_its_result_alone(string verb)
    {
        using Folder folder = new();
        ToolRun run = Run(verb, folder, "--verbosity", "q").Expect(0);
        Assert.DoesNotContain("epoch 1/", run.Output);
        Assert.DoesNotContain("Data:", run.Output);
        Assert.Contains("test accuracy", run.Output);
        Assert.Contains("model: ", run.Output);
        Assert.AreEqual("", run.Errors);
        Assert.AreEqual("", Run(verb, folder, "--verbosity", "q", "--json").Expect(0).Errors);
    }

    [TestMethod]
    public void With_json_an_error_leaves_the_output_empty()
    {
        ToolRun run = ToolRun.Of("info", "missing.mlnet", "--json").ExpectError(ExitCodes.Data, "There is no model");
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    public void With_verbosity_diag_an_error_has_its_stack() =>
        Assert.Contains("   at Muon.MLNet.Cli.", ToolRun.Of("info", "missing.mlnet", "--verbosity", "diag").Expect(ExitCodes.Data).Errors);

    [TestMethod]
    [DataRow("--help")]
    [DataRow("info MODEL")]
    [DataRow("doctor --json")]
    [DataRow("text-classification --dataset TABLE --label-col 0 --text-col 1 --epochs 1 --output OUT")]
    public void An_output_that_cannot_be_written_is_an_error_of_its_own(string line)
    {
        using Folder folder = new();
        string[] args = [.. line.Split(' ').Select(word => word switch { "MODEL" => Trained.Messages, "TABLE" => Trained.Table, "OUT" => folder.At("out"), _ => word })];
        using FullWriter output = new();
        using StringWriter errors = new();
        Assert.AreEqual(ExitCodes.Output, Tool.RunAsync(args, TextReader.Null, output, errors).GetAwaiter().GetResult());
        Assert.AreEqual($"error: The standard output cannot be written: No space left on device.{Environment.NewLine}", errors.ToString());
        Assert.IsFalse(Directory.Exists(folder.At("out")));
    }

    private static bool IsTraining(string verb) => verb is "text-classification" or "image-classification" or "train";

    private static ToolRun Run(string verb, Folder folder, params string[] options)
    {
        string[] training = ["--epochs", "1", "--threads", "1", "--output", folder.At("out")];
        string[] args = verb switch
        {
            "text-classification" => ["--dataset", Trained.Table, "--label-col", "0", "--text-col", "1", .. training],
            "image-classification" => ["--dataset", Trained.Pictures, "--image-size", "32", .. training],
            "train" => ["--training-config", Path.ChangeExtension(Trained.Photos, ".mbconfig"), "--output", folder.At("out")],
            "evaluate" => [Trained.Messages, "--dataset", Trained.Table, "--label-col", "0", "--text-col", "1"],
            "predict" or "info" => [Trained.Messages],
            "report" => [Path.GetDirectoryName(Trained.Messages)!, "--output", folder.At("r.html")],
            "export onnx" or "export safetensors" => [Trained.Messages, "--output", folder.At("net")],
            _ => [],
        };
        return ToolRun.With("hello you", [.. verb.Split(' '), .. args, .. options]);
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void WriteLine(string? value) => Write(value);
    }
}
