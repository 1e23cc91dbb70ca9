using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using Muon.MLNet.Tests.TestData;
using Muon.MLNet.Training.Trials;
using Muon.Testing;

namespace Muon.MLNet.AutoML.Tests;

/// <summary>Sweeps as the documentation of ML.NET writes them, on real digits.</summary>
[TestClass]
public sealed class DocumentedSweepTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task ASpaceOfYourOwn_IsSweptByMLNetsRunner()
    {
        MLContext context = new(seed: 1);
        (IDataView train, IDataView validation) = Optdigits.Split(context, 800);
        SearchSpace<DigitOptions> searchSpace = new()
        {
            ["BatchSize"] = new ChoiceOption(64, 128),
        };
        SweepableEstimator trainer = context.Auto().CreateSweepableEstimator(
            (ctx, options) => ctx.MulticlassClassification.Trainers.MuonImageClassification(new MuonImageClassificationTrainer.Options
            {
                MaxEpochs = 4,
                BatchSize = options.BatchSize,
                Muon = new MuonOptions { LearningRate = options.LearningRate, NsSteps = options.NsSteps, UpdateScaling = UpdateScaling.MatchRms },
            }),
            searchSpace);
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(trainer);
        AutoMLExperiment experiment = context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetTrainingTimeInSeconds(300)
            .SetMaxModelToExplore(TestLength.Rounds(3, 20))
            .SetDataset(train, validation);

        TrialResult result = await experiment.RunAsync(TestContext.CancellationToken);

        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best {result.Metric:F4}: {result.TrialSettings.Parameter}"));

        // ML.NET's default tuner weighs trials by the time they took: which three learning rates it tries is not the same each time.
        Assert.IsGreaterThan(0.5, result.Metric);
        IDataView predictions = result.Model.Transform(validation);
        Assert.AreEqual(result.Metric, context.MulticlassClassification.Evaluate(predictions).MicroAccuracy);
    }

    [TestMethod]
    public void TheSweepableTrainer_IsCrossValidatedBesideAnother()
    {
        MLContext context = new(seed: 1);
        SearchSpace<MuonImageSearchSpace> space = Spaces.OnlyLearningRate();
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(
            context.Auto().MuonImageClassification(Stripes.Options(o => o.MaxEpochs = 2), space),
            context.Auto().MuonImageClassification(Stripes.Options(o => o.WeightAveraging = 0.9), space));
        TrialResult result = context.Auto().CreateExperiment()
            .SetPipeline(pipeline.Append(context.Transforms.Conversion.MapKeyToValue("Text", "PredictedLabel")))
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.LogLoss, labelColumn: "Label")
            .SetDataset(Stripes.View(context, 120), fold: 2)
            .SetMaxModelToExplore(3)
            .Run();
        Assert.IsLessThan(1.0, result.Metric);
        Assert.AreEqual(result.Metric, result.Loss);
        Assert.IsNotNull(result.Model.GetOutputSchema(Stripes.View(context, 3).Schema).GetColumnOrNull("Text"));
    }

    [TestMethod]
    public void TheTrainingTime_EndsAFitOfMLNetsRunner()
    {
        MLContext context = new(seed: 1);
        int epochs = 0;
        SweepableEstimator endless = context.Auto().MuonImageClassification(
            Stripes.Options(o => o.OnEpochEnd = _ => epochs++), new SearchSpace<MuonImageSearchSpace> { ["MaxEpochs"] = new ChoiceOption(1_000_000) });
        AutoMLExperiment experiment = context.Auto().CreateExperiment()
            .SetPipeline(context.Transforms.Conversion.MapValueToKey("Label").Append(endless))
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetDataset(Stripes.View(context, 32), Stripes.View(context, 30, seed: 2))
            .SetTrainingTimeInSeconds(1);

        Assert.IsInstanceOfType<TimeoutException>(Assert.ThrowsExactly<AggregateException>(() => experiment.Run()).InnerException);
        Assert.IsLessThan(1_000_000, epochs);
    }

    [TestMethod]
    public void Texts_AreSweptToo()
    {
        MLContext context = new(seed: 1);
        SearchSpace<MuonTextSearchSpace> space = new() { ["MaxEpochs"] = new ChoiceOption(4) };
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Auto().MuonTextClassification(Sentences.Options(), space));
        TrialResult result = context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MacroAccuracy, labelColumn: "Label")
            .SetDataset(Sentences.View(context, 64), Sentences.View(context, 32, seed: 2))
            .SetRandomSearchTuner()
            .SetMaxModelToExplore(3)
            .SetMuonTrialRunner()
            .Run();
        Assert.IsGreaterThan(0.7, result.Metric);
    }

    [TestMethod]
    public void ATrainerThatIsGivenTheContext_EndsWithItsTrialToo()
    {
        MLContext context = new(seed: 1);
        int steps = 0;
        using CancellationTokenSource stop = new();
        FitWatches.Watch(context, new FitWatch { Stop = stop.Token });
        MuonImageClassificationTrainer.Options options = Stripes.Options(o => o.OnStep = _ => steps += steps == 4 ? throw new InvalidOperationException("It went on.") : 1);
        options.OnEpochEnd = _ => stop.Cancel();
        using MuonImageClassificationTransformer model = context.MulticlassClassification.Trainers
            .MuonImageClassification(context, options).Fit(Stripes.Keyed(context, Stripes.View(context, 96)));
        Assert.AreEqual(3, steps);
        Assert.IsFalse(options.CancellationToken.CanBeCanceled, "The trainer's own options were changed.");
    }

    private sealed class DigitOptions
    {
        [Range(0.005f, 0.2f, 0.05f, true)]
        public float LearningRate { get; set; } = 0.05f;

        [Range(3, 7, 5)]
        public int NsSteps { get; set; } = 5;

        public int BatchSize { get; set; }
    }
}
