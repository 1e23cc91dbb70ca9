using System.Text.Json;
using Muon.MLNet.Cli.Records;

namespace Muon.MLNet.Cli.Tests.Verbs;

/// <summary><c>--compare-adamw</c>.</summary>
[TestClass]
public sealed class ComparisonTests
{
    [TestMethod]
    public void AdamW_trains_the_same_network_on_the_same_data_besides()
    {
        using Folder folder = new();
        ToolRun run = ToolRun.Of([.. Train(folder), "--epochs", "2", "--compare-adamw", "--json"]).Expect(0);
        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        RunRecord adamW = record.Comparison!;
        Assert.AreEqual("AdamW", adamW.Optimizer);
        Assert.IsTrue(record.Run.Routing.Any(row => row.Rule is "Muon"));
        Assert.IsTrue(adamW.Routing.All(row => row.Rule is "AdamW"));
        CollectionAssert.AreEqual(record.Run.Routing.Select(row => row.Path).ToArray(), adamW.Routing.Select(row => row.Path).ToArray());
        foreach ((StepRecord muon, StepRecord other) in record.Run.Steps.Zip(adamW.Steps))
        {
            Assert.AreEqual(0.1 * muon.LearningRate, other.LearningRate, 1e-12, "AdamW has a tenth beside Muon, and has it alone");
        }

        Assert.AreEqual(record.Run.Steps[0].BatchLoss, adamW.Steps[0].BatchLoss, "the same first weights and batch");
        Assert.AreNotEqual(record.Run.Steps[^1].BatchLoss, adamW.Steps[^1].BatchLoss);
        Assert.IsNotNull(record.Run.Time);
        Assert.IsGreaterThan(0, record.Run.Time.Optimizer);
        Assert.AreEqual(record.Comparison!.Test!.MicroAccuracy, JsonDocument.Parse(run.Output).RootElement.GetProperty("adamW").GetProperty("test").GetProperty("microAccuracy").GetDouble());
        Assert.Contains("Muon against AdamW", File.ReadAllText(folder.At("out/report.html")));
        Assert.Contains("chart-time", File.ReadAllText(folder.At("out/report.html")));
    }

    [TestMethod]
    [DataRow("measured")]
    [DataRow("keras")]
    public void Its_learning_rate_can_be_given(string preset)
    {
        using Folder folder = new();
        ToolRun.Of([.. Train(folder), "--epochs", "1", "--adamw-learning-rate", "0.004", "--muon-preset", preset]).Expect(0);
        RunRecord adamW = TrainingRecord.Load(folder.At("out/training-record.json")).Comparison!;
        Assert.AreEqual("1", adamW.Options["muon-adam-lr-ratio"]);
        Assert.AreEqual(0.004, adamW.Steps.Max(step => step.LearningRate), 0.002, "so few steps may pass the peak by");
        Assert.Contains("--adamw-learning-rate is 0", ToolRun.Of([.. Train(folder), "--adamw-learning-rate", "0"]).Expect(2).Errors);
    }

    [TestMethod]
    public void A_comparison_that_is_cancelled_leaves_the_model_of_Muon()
    {
        using Folder folder = new();
        using CancellingWriter output = new("To compare");
        Assert.AreEqual(0, Tool.RunAsync([.. Train(folder), "--epochs", "1", "--compare-adamw"], TextReader.Null, output, output, output.Token).GetAwaiter().GetResult(), output.ToString());
        TrainingRecord record = TrainingRecord.Load(folder.At("out/training-record.json"));
        Assert.AreEqual("completed", record.Run.End);
        Assert.IsNull(record.Comparison);
        ToolRun.With("hello", "predict", folder.At("out/Sms.mlnet")).Expect(0);
    }

    [TestMethod]
    public void A_comparison_that_diverges_leaves_the_model_of_Muon_and_names_the_rate()
    {
        using Folder folder = new();
        ToolRun.Of([.. Train(folder), "--epochs", "2", "--adamw-learning-rate", "999"]).Expect(ExitCodes.Data)
            .ExpectSaid("The model of Muon is written, but AdamW could not be trained to compare: ").ExpectSaid("Lower --adamw-learning-rate");
        Assert.IsNull(TrainingRecord.Load(folder.At("out/training-record.json")).Comparison);
        ToolRun.With("hello", "predict", folder.At("out/Sms.mlnet")).Expect(0);
    }

    private static string[] Train(Folder folder) =>
        ["text-classification", "--dataset", folder.Messages(), "--label-col", "0", "--text-col", "1", "--name", "Sms", "--output", folder.At("out"), "--threads", "1"];
}
