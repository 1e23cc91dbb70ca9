using System.Globalization;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class ParseErrorsTests
{
    private static readonly string[] s_texts = ["text-classification", "--dataset", "x", "--label-col", "0", "--text-col", "1"];

    [TestMethod]
    [DataRow("--muon-adam-lr-rato 1", "unknown option '--muon-adam-lr-rato'. Did you mean '--muon-adam-lr-ratio'?")]
    [DataRow("--epoch=3", "unknown option '--epoch'. Did you mean '--epochs'?")]
    [DataRow("--image-size 32", "unknown option '--image-size'.")]
    [DataRow("--epochs many", "--epochs is 'many'; it must be a whole number.")]
    [DataRow("--epochs 0", "--epochs is 0; it must be at least 1.")]
    [DataRow("--epochs", "--epochs needs a value")]
    [DataRow("--epochs 1 --epochs 2", "--epochs is given more than once.")]
    [DataRow("--train-time 0,5", "--train-time is '0,5'; it must be a number, such as 0.5.")]
    [DataRow("--train-time NaN", "--train-time is 'NaN'")]
    [DataRow("--test-fraction 1", "--test-fraction is 1; it must be from 0")]
    [DataRow("--threads 0", "--threads is 0; it must be at least 1.")]
    [DataRow("--has-header maybe", "--has-header is 'maybe'; it must be true or false.")]
    [DataRow("--verbosity loud", "--verbosity is 'loud'; it must be diag or m or q.")]
    [DataRow("--device tpu", "--device is 'tpu'; it must be automatic or cpu or gpu.")]
    [DataRow("--project desktop", "--project is 'desktop'; it must be console")]
    [DataRow("--name 1a", "--name is '1a'")]
    [DataRow("more words", "'words' is not understood")]
    public void An_option_is_named_with_its_value_and_what_it_must_be(string options, string message) =>
        ToolRun.Of([.. s_texts, .. options.Split(' ')]).ExpectError(ExitCodes.Usage, message);

    [TestMethod]
    [DataRow("", "a verb is missing: image-classification, text-classification, sweep, train")]
    [DataRow("predikt", "unknown verb 'predikt'. Did you mean 'predict'?")]
    [DataRow("export", "a verb is missing: onnx, safetensors.")]
    [DataRow("export pdf m.mlnet", "unknown verb 'pdf'.")]
    [DataRow("export onnx", "'model' is missing: The model file, NAME.mlnet.")]
    [DataRow("text-classification --dataset x --text-col 1", "--label-col is missing: The column of the labels")]
    [DataRow("image-classification", "--dataset is missing: The folder")]
    [DataRow("image-classification --dataset x --label-col 0", "unknown option '--label-col'.")]
    [DataRow("train", "--training-config is missing")]
    [DataRow("train --training-confg x", "Did you mean '--training-config'?")]
    [DataRow("evaluate m.mlnet", "--dataset is missing: Labelled data")]
    [DataRow("evaluate m.mlnet --datset x", "Did you mean '--dataset'?")]
    [DataRow("predict", "'model' is missing")]
    [DataRow("predict m.mlnet --format xml", "--format is 'xml'; it must be csv or json or table.")]
    [DataRow("predict m.mlnet --fromat csv", "Did you mean '--format'?")]
    [DataRow("info", "'model' is missing")]
    [DataRow("info m.mlnet --jsn", "Did you mean '--json'?")]
    [DataRow("report", "'record' is missing")]
    [DataRow("report x --outptu y", "Did you mean '--output'?")]
    [DataRow("export safetensors m.mlnet --ouput y", "Did you mean '--output'?")]
    [DataRow("doctor --verbostiy q", "Did you mean '--verbosity'?")]
    [DataRow("doctor who", "'who' is not understood")]
    public void A_wrong_command_line_is_explained(string line, string message) =>
        ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ExpectError(ExitCodes.Usage, message);

    [TestMethod]
    [DataRow("export onnx", "'mlnet-muon export onnx --help' lists the options.")]
    [DataRow("export", "'mlnet-muon export --help' lists the verbs.")]
    [DataRow("predikt", "'mlnet-muon --help' lists the verbs.")]
    public void The_line_that_helps_can_be_typed(string line, string advice)
    {
        ToolRun.Of(line.Split(' ')).ExpectError(ExitCodes.Usage, advice);
        Assert.Contains("Usage:", ToolRun.Of([.. advice.Split('\'')[1].Split(' ').Skip(1)]).Expect(0).Output);
    }

    [TestMethod]
    public void Numbers_have_a_point_whatever_the_language()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            ToolRun.Of([.. s_texts, "--test-fraction", "1.5"]).ExpectError(ExitCodes.Usage, "--test-fraction is 1.5;");
            ToolRun.Of([.. s_texts, "--test-fraction", "0,5"]).ExpectError(ExitCodes.Usage, "--test-fraction is '0,5'");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
