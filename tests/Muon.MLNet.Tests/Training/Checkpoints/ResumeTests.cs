using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training.Checkpoints;

/// <summary>A run that was interrupted and went on ends with the bytes of one that was not.</summary>
[TestClass]
public sealed class ResumeTests
{
    [TestMethod]
    [DataRow(RunKind.Pictures, 3)]
    [DataRow(RunKind.NGrams, 4)]
    [DataRow(RunKind.Encoder, 4)]
    public void CancelledAfterAnyStep_EndsAsIfItHadNotBeen(RunKind kind, int stepsPerEpoch)
    {
        using InterruptedRuns runs = new();
        int steps = 0;
        string expected = runs.Train(kind, options => options.OnStep = _ => steps++);
        Assert.AreEqual(InterruptedRuns.Epochs * stepsPerEpoch, steps);

        for (int step = 1; step < steps; step++)
        {
            runs.Empty();
            string stopped = runs.TrainUntil(kind, step);
            Assert.IsTrue(File.Exists(runs.PathOf((step - 1) / stepsPerEpoch, ((step - 1) % stepsPerEpoch) + 1)), $"step {step}: {string.Join(' ', runs.Files)}");
            if (step < stepsPerEpoch)
            {
                Assert.AreNotEqual(expected, stopped);
            }

            int rest = 0;
            Assert.AreEqual(expected, runs.Resume(kind, options => options.OnStep = _ => rest++), $"step {step}");
            Assert.AreEqual(steps - step, rest);
        }
    }

    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    [DataRow(RunKind.Encoder)]
    public void CancelledAtTheEndOfEachEpoch_EndsAsIfItHadNotBeen(RunKind kind)
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(kind);

        for (int epoch = 1; epoch <= InterruptedRuns.Epochs; epoch++)
        {
            using CancellationTokenSource source = new();
            runs.Train(kind, options =>
            {
                (options.CheckpointDirectory, options.Resume, options.CancellationToken) = (runs.Folder, epoch > 1, source.Token);
                options.OnEpochEnd = ended =>
                {
                    Assert.AreEqual(epoch, ended.Epoch);
                    source.Cancel();
                };
            });
            Assert.IsTrue(File.Exists(runs.PathOf(epoch, 0)));
        }

        int steps = 0;
        Assert.AreEqual(expected, runs.Resume(kind, options => options.OnStep = _ => steps++), "a run that was complete");
        Assert.AreEqual(0, steps);
    }

    [TestMethod]
    [DataRow(RunKind.Pictures, 9)]
    [DataRow(RunKind.Encoder, 12)]
    public void OneStepAtATime_EndsAsIfInOneGo(RunKind kind, int steps)
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(kind);

        string last = "";
        for (int step = 1; step <= steps; step++)
        {
            last = runs.TrainUntil(kind, 1, options => options.Resume = true);
        }

        // After its last step the run was cancelled, before that epoch was judged.
        Assert.AreEqual(expected, runs.Resume(kind));
        Assert.HasCount(64, last);
    }

    [TestMethod]
    public void WithTheOptimizersOwnAverage_EndsAsIfItHadNotBeen()
    {
        using InterruptedRuns runs = new();
        static void Average(MuonTrainerOptions options)
        {
            options.WeightAveraging = 0;
            options.Muon = MuonImageClassificationTrainer.DefaultMuonOptions(9);
            (options.Muon.UseEma, options.Muon.EmaMomentum, options.Muon.GradientAccumulationSteps, options.Muon.NorMuon) = (true, 0.9, 2, true);
        }

        string expected = runs.Train(RunKind.Pictures, Average);
        runs.TrainUntil(RunKind.Pictures, 5, Average);

        Assert.AreEqual(expected, runs.Resume(RunKind.Pictures, Average));
    }

    [TestMethod]
    [DataRow(RunKind.Pictures)]
    [DataRow(RunKind.NGrams)]
    public void SavingAndResuming_LeavesNoTensorBehind(RunKind kind)
    {
        using InterruptedRuns runs = new();
        runs.Train(kind);
        long before = LiveTensors.Count();

        runs.TrainUntil(kind, 5, options => options.CheckpointEvery.Steps = 1);
        runs.Resume(kind, options => options.CheckpointEvery.Steps = 1);

        Assert.AreEqual(before, LiveTensors.Count());
    }

    /// <summary>What the tests above are about is there: rows of a table with counts of their own, dropout.</summary>
    [TestMethod]
    public void TheTable_IsTrainedRowByRow()
    {
        using InterruptedRuns runs = new();
        runs.TrainUntil(RunKind.NGrams, 2);

        StringAssert.Contains(File.ReadAllText(runs.PathOf(0, 2), System.Text.Encoding.Latin1), ":row_steps\"");
    }

    [TestMethod]
    public void StoppedEarly_StaysStopped()
    {
        using InterruptedRuns runs = new();
        static void Impatient(MuonTrainerOptions options) => (options.MaxEpochs, options.EarlyStopping) = (8, new EarlyStopping { Patience = 1, MinDelta = 0.5 });
        string expected = runs.Train(RunKind.Pictures, options =>
        {
            Impatient(options);
            options.CheckpointDirectory = runs.Folder;
        });

        int steps = 0;
        string again = runs.Resume(RunKind.Pictures, options =>
        {
            Impatient(options);
            options.OnStep = _ => steps++;
        });

        Assert.AreEqual(expected, again);
        Assert.AreEqual(0, steps);
        Assert.IsFalse(File.Exists(runs.PathOf(8, 0)));
    }

    [TestMethod]
    public void ReportsGoOnWhereTheyWere()
    {
        using InterruptedRuns runs = new();
        List<TrainingStepArguments> whole = [], rest = [];
        List<EpochEndArguments> wholeEpochs = [], restEpochs = [];
        runs.Train(RunKind.Pictures, options => (options.OnStep, options.OnEpochEnd) = (whole.Add, wholeEpochs.Add));
        runs.TrainUntil(RunKind.Pictures, 5);
        runs.Resume(RunKind.Pictures, options => (options.OnStep, options.OnEpochEnd) = (rest.Add, restEpochs.Add));

        CollectionAssert.AreEqual(
            whole.Skip(5).Select(step => (step.Epoch, step.Step, step.Loss, step.Accuracy, step.LearningRate)).ToList(),
            rest.Select(step => (step.Epoch, step.Step, step.Loss, step.Accuracy, step.LearningRate)).ToList());
        CollectionAssert.AreEqual(
            wholeEpochs.Skip(1).Select(epoch => (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, epoch.IsBest)).ToList(),
            restEpochs.Select(epoch => (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, epoch.IsBest)).ToList());
    }
}
