using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Generation;

[TestClass]
public sealed class GeneratedProjectTests
{
    [TestMethod]
    public void Generated_code_for_texts_predicts_evaluates_and_trains_as_the_tool_does()
    {
        using Folder folder = new();
        string table = folder.Messages();
        ToolRun.Of("text-classification", "--dataset", table, "--label-col", "0", "--text-col", "1", "--epochs", "2", "--name", "Sms", "--output", folder.At("out"), "--project", "console",
            "--muon-preset", "keller-jordan", "--muon-exclude-layers", "^hidden\\.0;\"x\"", "--muon-clip-norm", "1.5").Expect(0);
        string[] files = Directory.GetFiles(folder.At("out"), "*.cs");
        Assert.HasCount(4, files);
        Type type = Compiled.Load(files).GetType("Sms_Model.Sms", throwOnError: true)!;
        type.GetProperty("MLNetModelPath")!.SetValue(null, folder.At("out/Sms.mlnet"));

        const string Text = "You have won a prize, call now";
        var pairs = ((IEnumerable)type.GetMethod("PredictAllLabels")!.Invoke(null, [Input(type, Text)])!).Cast<KeyValuePair<string, float>>().ToArray();
        using JsonDocument expected = JsonDocument.Parse(ToolRun.With(Text, "predict", folder.At("out/Sms.mlnet"), "--json").Expect(0).Output);
        Assert.HasCount(2, pairs);
        Assert.AreEqual(expected.RootElement[0].GetProperty("predictedLabel").GetString(), pairs[0].Key);
        Assert.AreEqual(expected.RootElement[0].GetProperty("probability").GetSingle(), pairs[0].Value);

        dynamic metrics = type.GetMethod("Evaluate", [typeof(string)])!.Invoke(null, [table])!;
        using JsonDocument evaluated = JsonDocument.Parse(ToolRun.Of("evaluate", folder.At("out/Sms.mlnet"), "--dataset", table, "--label-col", "0", "--text-col", "1", "--json").Expect(0).Output);
        Assert.AreEqual(evaluated.RootElement.GetProperty("microAccuracy").GetDouble(), (double)metrics.MicroAccuracy);

        type.GetMethod("Train")!.Invoke(null, [folder.At("again.mlnet"), table]);
        Assert.Contains("2 classes: ham, spam", ToolRun.Of("info", folder.At("again.mlnet")).Expect(0).Output);
    }

    [TestMethod]
    public void Generated_code_for_pictures_predicts_as_the_tool_does()
    {
        using Folder folder = new();
        string photos = folder.Photos();
        ToolRun.Of("image-classification", "--dataset", photos, "--epochs", "1", "--image-size", "32", "--name", "Flowers", "--output", folder.At("out"), "--train-time", "60").Expect(0);
        Type type = Compiled.Load(Directory.GetFiles(folder.At("out"), "*.cs")).GetType("Flowers_Model.Flowers", throwOnError: true)!;
        type.GetProperty("MLNetModelPath")!.SetValue(null, folder.At("out/Flowers.mlnet"));
        string picture = Directory.GetFiles(Path.Combine(photos, "roses"))[0];
        dynamic output = type.GetMethod("Predict")!.Invoke(null, [Input(type, picture)])!;
        using JsonDocument expected = JsonDocument.Parse(ToolRun.Of("predict", folder.At("out/Flowers.mlnet"), picture, "--json").Expect(0).Output);
        Assert.AreEqual(expected.RootElement[0].GetProperty("predictedLabel").GetString(), (string)output.PredictedLabel);
        Assert.AreEqual(expected.RootElement[0].GetProperty("probability").GetSingle(), ((float[])output.Score).Max());
        Assert.IsInstanceOfType<IEstimator<ITransformer>>(type.GetMethod("BuildPipeline")!.Invoke(null, [new MLContext()]));
    }

    [TestMethod]
    public void A_configuration_trains_the_same_model_again()
    {
        using Folder folder = new();
        ToolRun.Of("text-classification", "--dataset", folder.Messages(), "--label-col", "0", "--text-col", "1", "--epochs", "1", "--name", "Sms", "--output", folder.At("out"), "--threads", "1").Expect(0);
        ToolRun.Of("train", "--training-config", folder.At("out/Sms.mbconfig"), "--output", folder.At("again")).Expect(0);
        Assert.AreEqual(
            TrainingRecord.Load(folder.At("out/training-record.json")).Run.Test!.LogLoss,
            TrainingRecord.Load(folder.At("again/training-record.json")).Run.Test!.LogLoss);
        Assert.Contains("There is no training configuration", ToolRun.Of("train", "--training-config", folder.At("none")).Expect(3).Errors);
        string other = folder.Write("other.mbconfig", File.ReadAllText(folder.At("out/Sms.mbconfig")).Replace("\"Project\": null", "\"Project\": \"wpf\"", StringComparison.Ordinal));
        Assert.Contains("it must be console or webapi", ToolRun.Of("train", "--training-config", other).Expect(3).Errors);
        Assert.Contains("no training configuration of this program", ToolRun.Of("train", "--training-config", folder.Write("x.mbconfig", "{}")).Expect(3).Errors);
    }

    private static object Input(Type type, string value)
    {
        Type input = type.GetNestedType("ModelInput", BindingFlags.Public)!;
        object row = Activator.CreateInstance(input)!;
        (input.GetProperty("Text") ?? input.GetProperty("ImagePath"))!.SetValue(row, value);
        return row;
    }
}
