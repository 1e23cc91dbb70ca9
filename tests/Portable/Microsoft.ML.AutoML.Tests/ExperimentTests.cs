using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;

namespace Muon.Portable.AutoML.Tests;

[TestClass]
public sealed class ExperimentTests
{
    [TestMethod]
    public void ATunerOfYourOwnProposesAndLearns()
    {
        var tuner = new Countdown();
        TrialResult best = RecordedRun.New(4).SetTrialRunner(new Bare()).SetTuner(tuner).Run();
        Assert.AreEqual(3, best.TrialSettings.TrialId);
        CollectionAssert.AreEqual(new[] { 9.0, 8, 7, 6 }, tuner.Losses);
        Assert.AreEqual(5, (int)RecordedRun.New(1).SetTrialRunner<Bare>().SetTuner(_ => new Countdown(5)).Run().Loss);
    }

    [TestMethod]
    public void EveryWayOfAPipelineIsTried()
    {
        var context = new MLContext(1);
        IDataView rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Row { L = i % 2 == 0 ? "a" : "b", Features = [i % 2 == 0 ? 1 : -1, i] }).ToArray());
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(rows, 0.3);
        Dictionary<string, int> built = new() { ["good"] = 0, ["bad"] = 0 };
        ISweepable<IEstimator<ITransformer>> Way(string name) => context.Auto().CreateSweepableEstimator(
            (ctx, _) =>
            {
                built[name]++;
                return name == "good" ? SignTrainer.Create(ctx) : SignTrainer.Create(ctx, wrong: true);
            },
            new SearchSpace<Small>());
        ISweepable way = Way("good");
        Assert.HasCount(3, way.SearchSpace);
        Assert.IsNotNull(Way("bad").BuildFromOption(context, Parameter.CreateNestedParameter()));
        built["bad"] = 0;
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label", "L").Append((SweepableEstimator)Way("bad"), (SweepableEstimator)Way("good"));

        TrialResult best = context.Auto().CreateExperiment().SetPipeline(pipeline).SetDataset(split)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label")
            .SetEciCostFrugalTuner().SetMaxModelToExplore(20).Run();

        Assert.AreEqual(1, best.Metric);
        Assert.AreEqual(20, built["good"] + built["bad"]);
        Assert.IsGreaterThan(0, built["good"]);
        Assert.IsGreaterThan(0, built["bad"]);
    }

    [TestMethod]
    public void ATrialThatTakesTooMuchMemoryIsCancelled()
    {
        bool cancelled = false;
        RecordedRun run = new((_, ct) =>
        {
            cancelled = ct.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            ct.ThrowIfCancellationRequested();
            return 1;
        });
        run.Experiment.SetMaximumMemoryUsageInMegaByte(1).SetMaxModelToExplore(1);
        Assert.ThrowsExactly<TimeoutException>(() => run.Experiment.RunAsync().GetAwaiter().GetResult());
        Assert.IsTrue(cancelled);
        StringAssert.StartsWith(run.Reports[1], "fail 0 System.OperationCanceledException");
    }

    [TestMethod]
    public void ATrialKnowsWhenItBegan()
    {
        DateTime before = DateTime.UtcNow;
        TrialSettings settings = RecordedRun.New(1).SetTrialRunner<Bare>().SetTuner(new Countdown()).Run().TrialSettings;
        Assert.IsTrue(before <= settings.StartedAtUtc && settings.StartedAtUtc <= settings.EndedAtUtc);
    }

    private sealed class Row
    {
        public string L { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; }
    }

    private sealed class Countdown(int from = 9) : ITuner
    {
        private int _next = from;

        public List<double> Losses { get; } = [];

        public Parameter Propose(TrialSettings settings) => Parameter.CreateNestedParameter(KeyValuePair.Create("left", Parameter.FromInt(_next--)));

        public void Update(TrialResult result) => Losses.Add(result.Loss);
    }

    private sealed class Bare : ITrialRunner
    {
        public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct) =>
            Task.FromResult(new TrialResult { TrialSettings = settings, Loss = settings.Parameter["left"].AsType<int>() });

        public void Dispose()
        {
        }
    }
}
