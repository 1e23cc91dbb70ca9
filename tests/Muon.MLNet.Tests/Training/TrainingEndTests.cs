using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training;

/// <summary>What is said of a run at its end.</summary>
[TestClass]
public sealed class TrainingEndTests
{
    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    public void ACompletedRun_SaysItsBestEpoch_ItsExamples_AndWhereItsTimeWent(RunKind kind)
    {
        using InterruptedRuns runs = new();
        List<EpochEndArguments> epochs = [];
        TrainingEndArguments end = Train(runs, kind, options => options.OnEpochEnd = epochs.Add);

        Assert.AreEqual(TrainingOutcome.Completed, end.Outcome);
        Assert.AreEqual(InterruptedRuns.Epochs, end.Epochs);
        Assert.AreEqual(InterruptedRuns.Epochs, end.MaxEpochs);
        Assert.AreEqual(epochs[^1].BestEpoch, end.BestEpoch);
        Assert.AreEqual(epochs[^1].BestValue, end.BestValue);
        Assert.AreEqual(kind == RunKind.Pictures ? 90 : 40, end.TrainCount + end.ValidationCount);
        Assert.IsGreaterThan(end.ValidationCount, end.TrainCount);
        Assert.IsNull(end.Divergence);
        Assert.AreEqual("float32", end.Precision);
        Assert.StartsWith("CPU", end.Device);
        TimeSpan[] parts = [end.Times.Forward, end.Times.Backward, end.Times.Optimizer, end.Times.Validation];
        Assert.IsTrue(parts.All(part => part > TimeSpan.Zero), end.Times.ToString());
        Assert.IsLessThanOrEqualTo(end.Elapsed, parts.Aggregate(end.Times.Data, (sum, part) => sum + part));
        Assert.IsTrue(runs.Messages.Exists(message => message.Contains($"Time: {end.Times}", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Waiting_CountsAsData()
    {
        using InterruptedRuns runs = new();
        SteppedClock clock = new();
        TrainingEndArguments end = Train(runs, RunKind.Pictures, options =>
        {
            options.Clock = clock;
            options.OnStep = _ => clock.Advance(TimeSpan.FromMinutes(1));
        });

        Assert.AreEqual(TimeSpan.FromMinutes(9), end.Elapsed, "three steps in each of three epochs");
        Assert.AreEqual(default, end.Times, "the time of callbacks is no part of the steps");
    }

    [TestMethod]
    public void HowARunEnds_IsSaid()
    {
        using InterruptedRuns runs = new();
        Assert.AreEqual(TrainingOutcome.OutOfTime, Train(runs, RunKind.Pictures, options => options.MaxTrainingTime = TimeSpan.FromTicks(1)).Outcome);
        TrainingEndArguments stopped = Train(runs, RunKind.Pictures, options => (options.MaxEpochs, options.EarlyStopping, options.ValidationMetric) = (50, new EarlyStopping { Patience = 1, MinDelta = 0.5 }, ValidationMetric.Accuracy));
        Assert.AreEqual(TrainingOutcome.StoppedEarly, stopped.Outcome);
        Assert.IsLessThan(50, stopped.Epochs);
        using CancellationTokenSource source = new();
        Assert.AreEqual(TrainingOutcome.Cancelled, Train(runs, RunKind.Pictures, options => (options.CancellationToken, options.OnStep) = (source.Token, _ => source.Cancel())).Outcome);
    }

    [TestMethod]
    public void ADivergedRun_SaysWhere()
    {
        using InterruptedRuns runs = new();
        TrainingEndArguments end = Train(runs, RunKind.Pictures, options =>
        {
            options.WeightAveraging = 0;
            options.Muon = new MuonOptions { LearningRate = new PiecewiseConstantDecay([3], [0.01, 1e30]) };
        });

        Assert.AreEqual(TrainingOutcome.Diverged, end.Outcome);
        Assert.AreEqual(1, end.BestEpoch);
        StringAssert.Contains(end.Divergence, "epoch 2");
    }

    [TestMethod]
    public void AFitThatThrows_SaysNothing()
    {
        using InterruptedRuns runs = new();
        using CancellationTokenSource source = new();
        bool isSaid = false;
        Assert.ThrowsExactly<OperationCanceledException>(() => runs.Train(RunKind.Pictures, options =>
        {
            (options.CancellationToken, options.OnStep, options.OnCancel) = (source.Token, _ => source.Cancel(), CancelAction.Throw);
            options.OnTrainingEnd = _ => isSaid = true;
        }));
        Assert.IsFalse(isSaid);
    }

    private static TrainingEndArguments Train(InterruptedRuns runs, RunKind kind, Action<MuonTrainerOptions> change)
    {
        List<TrainingEndArguments> ends = [];
        runs.Train(kind, options =>
        {
            change(options);
            options.OnTrainingEnd = ends.Add;
        });
        Assert.HasCount(1, ends);
        return ends[0];
    }
}
