using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training;

/// <summary>What callbacks and log say of a run.</summary>
[TestClass]
public sealed class TrainingReportTests
{
    [TestMethod]
    public void StepsAndEpochs_TellTheSameRun()
    {
        using InterruptedRuns runs = new();
        List<TrainingStepArguments> steps = [];
        List<EpochEndArguments> epochs = [];
        runs.Train(RunKind.Pictures, options =>
        {
            options.OnStep = steps.Add;
            options.OnEpochEnd = epochs.Add;
        });

        Assert.HasCount(InterruptedRuns.Epochs, epochs);
        int perEpoch = epochs[0].StepsPerEpoch;
        Assert.HasCount(InterruptedRuns.Epochs * perEpoch, steps);
        for (int i = 0; i < steps.Count; i++)
        {
            TrainingStepArguments step = steps[i];
            Assert.AreEqual(i + 1, step.StepsDone);
            Assert.AreEqual(steps.Count, step.TotalSteps);
            Assert.IsNull(step.TokensPerSecond);
            EpochEndArguments? before = step.Epoch > 1 ? epochs[step.Epoch - 2] : null;
            Assert.AreEqual(before?.ValidationLoss, step.ValidationLoss);
            Assert.AreEqual(before?.ValidationAccuracy, step.ValidationAccuracy);
            Assert.AreEqual(before?.BestEpoch, step.BestEpoch);
            Assert.AreEqual(before?.BestValue, step.BestValue);
        }

        foreach (EpochEndArguments epoch in epochs)
        {
            TrainingStepArguments last = steps[(epoch.Epoch * perEpoch) - 1];
            Assert.AreEqual(last.Loss, epoch.TrainLoss);
            Assert.AreEqual(last.Accuracy, epoch.TrainAccuracy);
            Assert.AreEqual(last.LearningRate, epoch.LearningRate);
            Assert.AreEqual(epochs.Take(epoch.Epoch).MinBy(e => e.ValidationLoss).Epoch, epoch.BestEpoch, "the metric is the loss");
            Assert.AreEqual(epochs.Take(epoch.Epoch).Min(e => e.ValidationLoss), epoch.BestValue);
        }

        Assert.AreEqual(steps[0].Loss, steps[0].BatchLoss, "the first batch is all of the epoch so far");
        Assert.AreNotEqual(steps[1].Loss, steps[1].BatchLoss);
    }

    [TestMethod]
    public void TokensAreCounted_WhereTheNetworkReadsTokens()
    {
        using InterruptedRuns runs = new();
        SteppedClock clock = new();
        List<TrainingStepArguments> steps = [];
        void Watch(MuonTrainerOptions options)
        {
            options.Clock = clock;
            options.MaxEpochs = 1;
            options.OnStep = step =>
            {
                steps.Add(step);
                clock.Advance(TimeSpan.FromSeconds(2));
            };
        }

        runs.Train(RunKind.Encoder, Watch);
        Assert.IsTrue(steps.TrueForAll(step => step.TokensPerSecond > step.ExamplesPerSecond), "a sentence has more than one token");
        Assert.IsTrue(runs.Messages.Exists(message => message.Contains(" tokens/s", StringComparison.Ordinal)));

        steps.Clear();
        runs.Train(RunKind.NGrams, Watch);
        Assert.IsTrue(steps.TrueForAll(step => step.TokensPerSecond is null));
    }

    /// <summary>Three steps an epoch, the last of which the epoch itself follows: the log speaks when 10 s are past, counted anew from each message.</summary>
    [TestMethod]
    [DataRow(4, 0)]
    [DataRow(5, 3)]
    [DataRow(10, 6)]
    public void WithinAnEpoch_TheLogSpeaksAfterTenSeconds(int seconds, int expected)
    {
        using InterruptedRuns runs = new();
        SteppedClock clock = new();
        runs.Train(RunKind.Pictures, options =>
        {
            options.Clock = clock;
            options.ValidationFraction = 0;
            options.BatchSize = 30;
            options.EarlyStopping = null;
            options.OnStep = _ => clock.Advance(TimeSpan.FromSeconds(seconds));
        });

        string[] lines = [.. runs.Messages.Where(message => message.Contains(", step ", StringComparison.Ordinal) && message.Contains("learning rate", StringComparison.Ordinal))];
        Assert.HasCount(expected, lines, string.Join('\n', lines));
    }
}
