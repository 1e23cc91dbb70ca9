using Microsoft.ML.AutoML;

namespace Muon.MLNet.AutoML.Tests.Trials;

[TestClass]
public sealed class FailedTrialTests
{
    [TestMethod]
    public void FailedTrials_AreRecordedWithTheirReasonAndTheSweepGoesOn()
    {
        StripeSweep sweep = new()
        {
            Tamper = (trial, options) =>
            {
                switch (trial)
                {
                    case 0:
                        throw new OutOfMemoryException("no memory left");
                    case 1:
                        // From the second step on nothing is finite: no epoch ends, and nothing can be kept.
                        options.PeakLearningRate = 1e30;
                        break;
                    case 2:
                        options.OnEpochEnd = epoch => throw new InvalidOperationException($"stumbled in epoch {epoch.Epoch}");
                        break;
                    case 3:
                        options.ImageColumnName = "Nope";
                        break;
                }
            },
        };

        TrialResult best = sweep.Create(5).Run();

        Assert.AreEqual(4, best.TrialSettings.TrialId);
        CollectionAssert.AreEqual(
            new[] { TrialState.Failed, TrialState.Failed, TrialState.Failed, TrialState.Failed, TrialState.Completed },
            sweep.Records.Select(record => record.State).ToArray());
        StringAssert.Contains(sweep.Records[0].Reason, "OutOfMemoryException: no memory left");
        StringAssert.Contains(sweep.Records[1].Reason, "diverged");
        StringAssert.Contains(sweep.Records[2].Reason, "stumbled in epoch 1");
        StringAssert.Contains(sweep.Records[3].Reason, "'Nope'");
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 0, 2 }, sweep.Records.Select(record => record.Epochs).ToArray());
        Assert.IsNull(sweep.Records[4].Reason);
        Assert.AreEqual(best.Metric, sweep.Records[4].Metric);
        StringAssert.StartsWith(sweep.Reports[1], "fail 0 Trial 0 failed: OutOfMemoryException: no memory left");
        CollectionAssert.AreEqual(new[] { "running 4", "completed 4", "best 4" }, sweep.Reports[^3..]);
    }

    [TestMethod]
    public void ATrialThatDivergesAfterAGoodEpoch_IsAFailureToo()
    {
        StripeSweep sweep = new()
        {
            Tamper = (trial, options) =>
            {
                if (trial == 0)
                {
                    // The first epoch has three steps.
                    (options.PeakLearningRate, options.AdjustMuon) = (null, null);
                    options.Muon = new MuonOptions { LearningRate = new SuddenLearningRate(after: 3) };
                }
            },
        };
        sweep.Create(2).Run();
        Assert.AreEqual(TrialState.Failed, sweep.Records[0].State);
        StringAssert.Contains(sweep.Records[0].Reason, "in epoch 2");
        Assert.AreEqual(TrialState.Completed, sweep.Records[1].State);
    }

    [TestMethod]
    public void WhereNoneCompletes_TheErrorIsThatOfMLNet()
    {
        StripeSweep sweep = new() { Tamper = (_, _) => throw new InvalidOperationException("always") };
        Assert.IsInstanceOfType<TimeoutException>(Assert.ThrowsExactly<AggregateException>(() => sweep.Create(3).Run()).InnerException);
        Assert.HasCount(3, sweep.Records);
    }

    [TestMethod]
    public void NothingButFailures_EndTheSweepWithTheLastReason()
    {
        StripeSweep sweep = new() { Tamper = (_, _) => throw new InvalidOperationException("always") };
        Exception? error = Assert.ThrowsExactly<AggregateException>(() => sweep.Create(1000).Run()).InnerException;
        Assert.IsInstanceOfType<InvalidOperationException>(error);
        StringAssert.Contains(error.Message, "The first 100 trials failed, the last one because: InvalidOperationException: always");
        Assert.HasCount(100, sweep.Records);
    }

    [TestMethod]
    public async Task Cancellation_ReturnsTheBestSoFarAndEndsTheTrialAfterItsStep()
    {
        using CancellationTokenSource cancel = new();
        int steps = 0;
        StripeSweep sweep = new()
        {
            Tamper = (trial, options) =>
            {
                if (trial == 1)
                {
                    options.MaxEpochs = 1000;
                    options.OnStep = step =>
                    {
                        steps++;
                        if (step.Epoch == 2)
                        {
                            cancel.Cancel();
                        }
                    };
                }
            },
        };
        TrialResult best = await sweep.Create(5).RunAsync(cancel.Token);
        Assert.AreEqual(0, best.TrialSettings.TrialId);
        Assert.AreEqual(4, steps, "Three steps of an epoch, and the one that cancelled.");
        Assert.AreEqual(TrialState.Cancelled, sweep.Records[1].State);
        Assert.HasCount(2, sweep.Records);
    }

    [TestMethod]
    public void TheTrainingTime_IsKeptWithinAnEpoch()
    {
        StripeSweep sweep = new() { Tamper = (trial, options) => options.MaxEpochs = trial == 0 ? 1 : 1_000_000 };
        TrialResult best = sweep.Create(5).SetTrainingTimeInSeconds(10).Run(); // Enough for one epoch on a busy machine.
        Assert.AreEqual(0, best.TrialSettings.TrialId);
        Assert.AreEqual(TrialState.Cancelled, sweep.Records[^1].State);
        Assert.IsLessThan(1_000_000, sweep.Records[^1].Epochs);
    }

    [TestMethod]
    public void ATrialThatTakesTooMuchMemory_Fails()
    {
        StripeSweep sweep = new() { Tamper = (_, options) => options.MaxEpochs = 1_000_000 };
        AutoMLExperiment experiment = sweep.Create(2).SetMaximumMemoryUsageInMegaByte(1);
        Assert.IsInstanceOfType<TimeoutException>(Assert.ThrowsExactly<AggregateException>(() => experiment.Run()).InnerException);
        Assert.AreEqual(2, sweep.Reports.Count(report => report.StartsWith("fail", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { TrialState.Failed, TrialState.Failed }, sweep.Records.Select(record => record.State).ToArray());
        StringAssert.Contains(sweep.Records[0].Reason, "budget of 1 MB");
    }

    [TestMethod]
    public void ARunnerWithoutPipeline_NamesTheCallThatIsMissing()
    {
        AutoMLExperiment experiment = new Microsoft.ML.MLContext(1).Auto().CreateExperiment().SetRandomSearchTuner(1).SetMuonTrialRunner();
        Exception? error = Assert.ThrowsExactly<AggregateException>(() => experiment.Run()).InnerException;
        Assert.IsInstanceOfType<InvalidOperationException>(error);
        StringAssert.Contains(error.Message, "SetPipeline");
    }
}
