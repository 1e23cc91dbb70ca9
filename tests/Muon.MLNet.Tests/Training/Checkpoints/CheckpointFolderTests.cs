using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training.Checkpoints;

/// <summary>Which files are there after a run, and what is done with those that were there before.</summary>
[TestClass]
public sealed class CheckpointFolderTests
{
    private static readonly CheckpointInterval EachStep = new() { Epochs = 1, Steps = 1 };

    [TestMethod]
    public void TheNewestAndTheBestAreKept()
    {
        using InterruptedRuns runs = new();
        int best = 0;
        runs.Train(RunKind.Pictures, options =>
        {
            (options.CheckpointDirectory, options.MaxEpochs, options.KeepCheckpoints) = (runs.Folder, 6, 2);
            options.WeightAveraging = 0;
            options.Muon = MuonImageClassificationTrainer.DefaultMuonOptions(18);
            options.Muon.LearningRate = new PiecewiseConstantDecay([6], [0.02, 5]); // After the second epoch nothing good comes.
            options.OnEpochEnd = epoch => best = epoch.IsBest ? epoch.Epoch : best;
        });

        Assert.IsInRange(1, 4, best, "the learning rate makes the last epochs worse than an earlier one");
        CollectionAssert.AreEqual(
            new[] { $"checkpoint-{best:D6}-000000.muon", "checkpoint-000005-000000.muon", "checkpoint-000006-000000.muon" }.Distinct(StringComparer.Ordinal).ToArray(), runs.Files.ToArray());
    }

    [TestMethod]
    public void StepsAndEpochsEachHaveTheirInterval()
    {
        using InterruptedRuns runs = new();
        runs.Train(RunKind.Pictures, options =>
        {
            (options.CheckpointDirectory, options.KeepCheckpoints) = (runs.Folder, 100);
            options.CheckpointEvery = new CheckpointInterval { Epochs = 2, Steps = 4 };
        });

        CollectionAssert.AreEqual(new[] { "checkpoint-000001-000001.muon", "checkpoint-000002-000000.muon", "checkpoint-000002-000002.muon" }, runs.Files.ToArray());
    }

    [TestMethod]
    public void Minutes_AreThoseOfTheClock()
    {
        using InterruptedRuns runs = new();
        SteppedClock clock = new();
        runs.Train(RunKind.Pictures, options =>
        {
            (options.CheckpointDirectory, options.Clock, options.KeepCheckpoints) = (runs.Folder, clock, 100);
            options.CheckpointEvery = new CheckpointInterval { Epochs = 0, Minutes = 2 };
            options.OnStep = _ => clock.Advance(TimeSpan.FromSeconds(50));
        });

        // At 50, 100, 150 | 200, 250, 300 | 350, 400, 450 seconds; two minutes are past at the third step, then at the sixth, then at the ninth.
        CollectionAssert.AreEqual(new[] { "checkpoint-000000-000003.muon", "checkpoint-000001-000003.muon", "checkpoint-000002-000003.muon" }, runs.Files.ToArray());
    }

    [TestMethod]
    public void WithoutResume_AFolderWithARun_IsRefused()
    {
        using InterruptedRuns runs = new();
        runs.TrainUntil(RunKind.Pictures, 2);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => runs.TrainUntil(RunKind.Pictures, 2));

        StringAssert.Contains(error.Message, "checkpoint-000000-000002.muon");
        StringAssert.Contains(error.Message, "Resume");
    }

    [TestMethod]
    public void WithoutACheckpoint_ResumeStartsAfresh_AndSaysSo()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.NGrams);

        Assert.AreEqual(expected, runs.Resume(RunKind.NGrams));
        Assert.IsTrue(runs.Messages.Exists(message => message.Contains("starts afresh", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void WhatAKilledWriteLeft_IsIgnoredAndRemoved()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.NGrams);
        runs.TrainUntil(RunKind.NGrams, 2);
        string whole = runs.PathOf(0, 2);
        File.WriteAllBytes(runs.PathOf(0, 3) + ".partial", File.ReadAllBytes(whole)[..1000]);
        string other = Path.Combine(runs.Folder, "notes.partial");
        File.WriteAllText(other, "not ours");

        Assert.AreEqual(expected, runs.Resume(RunKind.NGrams));
        Assert.IsFalse(File.Exists(runs.PathOf(0, 3) + ".partial"));
        Assert.IsTrue(File.Exists(other));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ADamagedCheckpoint_IsNamed_AndTheOneBeforeIsUsed(bool cut)
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.Pictures);
        runs.TrainUntil(RunKind.Pictures, 5, options => options.CheckpointEvery = EachStep);
        string newest = runs.PathOf(1, 2);
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(newest, cut ? bytes[..^1] : bytes);

        int steps = 0;
        string model = runs.Resume(RunKind.Pictures, options => options.OnStep = _ => steps++);

        Assert.AreEqual(expected, model);
        Assert.AreEqual(5, steps, "resumed after four of nine steps");
        Assert.IsTrue(runs.Messages.Exists(message => message.Contains(newest, StringComparison.Ordinal) && message.Contains("cannot be used", StringComparison.Ordinal)));
        Assert.IsTrue(File.Exists(newest + ".damaged"));
    }

    [TestMethod]
    public void WithNoIntactCheckpoint_TrainingStartsAfresh()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.NGrams);
        runs.TrainUntil(RunKind.NGrams, 5);
        foreach (string file in Directory.GetFiles(runs.Folder))
        {
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^40]);
        }

        Assert.AreEqual(expected, runs.Resume(RunKind.NGrams));
        Assert.IsTrue(File.Exists(runs.PathOf(3, 0)));
    }

    [TestMethod]
    public void AFolderThatCannotBeWrittenTo_IsNamedBeforeTheFirstStep()
    {
        using InterruptedRuns runs = new();
        string file = Path.Combine(runs.Folder, "a file");
        File.WriteAllText(file, "where a folder should be");

        IOException error = Assert.ThrowsExactly<IOException>(() => runs.Train(RunKind.NGrams, options =>
        {
            options.CheckpointDirectory = file;
            options.OnStep = _ => Assert.Fail("a step was made");
        }));

        StringAssert.Contains(error.Message, file);
        StringAssert.Contains(error.Message, "CheckpointDirectory");
    }

    [TestMethod]
    public void AWriteThatFails_LeavesTheCheckpointsBeforeItIntact()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.Pictures);

        // A folder in the place of the file that is written first: the write of the second epoch fails.
        string obstacle = runs.PathOf(2, 0) + ".partial";
        IOException error = Assert.ThrowsExactly<IOException>(() => runs.Train(RunKind.Pictures, options =>
        {
            options.CheckpointDirectory = runs.Folder;
            options.OnEpochEnd = _ => Directory.CreateDirectory(obstacle);
        }));
        StringAssert.Contains(error.Message, runs.Folder);
        Directory.Delete(obstacle);

        CollectionAssert.AreEqual(new[] { "checkpoint-000001-000000.muon" }, runs.Files.ToArray());
        Assert.AreEqual(expected, runs.Resume(RunKind.Pictures));
    }
}
