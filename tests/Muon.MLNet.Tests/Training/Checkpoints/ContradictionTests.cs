using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Training.Checkpoints;

/// <summary>What must be the same when a run goes on, and what may be another.</summary>
[TestClass]
public sealed class ContradictionTests
{
    [TestMethod]
    [DataRow("BatchSize", "32", "16")]
    [DataRow("MaxEpochs", "3", "4")]
    [DataRow("Seed", "1", "2")]
    [DataRow("LabelSmoothing", "0", "0.05")]
    [DataRow("WeightAveraging", "0.9", "0")]
    [DataRow("ValidationMetric", "Loss", "Accuracy")]
    [DataRow("Muon.Nesterov", "True", "False")]
    [DataRow("Augmentation.HorizontalFlip", "not set", "True")]
    [DataRow("number of training examples", "72", "63")]
    public void IsRefusedByName(string option, string saved, string now)
    {
        using InterruptedRuns runs = new();
        runs.TrainUntil(RunKind.Pictures, 2);
        byte[] before = File.ReadAllBytes(runs.PathOf(0, 2));

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => runs.Resume(RunKind.Pictures, options => Change((MuonImageClassificationTrainer.Options)options, option)));

        StringAssert.Contains(error.Message, $"{option} is {saved} in the checkpoint and {now} now");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(runs.PathOf(0, 2)));
    }

    [TestMethod]
    public void WhatDoesNotChangeTheTraining_MayBeAnother()
    {
        using InterruptedRuns runs = new();
        string expected = runs.Train(RunKind.Pictures);
        runs.TrainUntil(RunKind.Pictures, 4);

        Assert.AreEqual(expected, runs.Resume(RunKind.Pictures, options =>
        {
            (options.KeepCheckpoints, options.CheckpointEvery, options.OnCancel, options.MaxTrainingTime) = (1, new CheckpointInterval { Steps = 2 }, CancelAction.Throw, TimeSpan.FromDays(1));
            MuonImageClassificationTrainer.Options pictures = (MuonImageClassificationTrainer.Options)options;
            (pictures.CacheBytes, pictures.Architecture) = (0, ImageArchitecture.SmallConvNet); // What Auto chooses.
        }));
    }

    [TestMethod]
    public void ARunOfTexts_IsNotGoneOnWithByPictures()
    {
        using InterruptedRuns runs = new();
        runs.TrainUntil(RunKind.NGrams, 2);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => runs.Resume(RunKind.Pictures));

        StringAssert.Contains(error.Message, "Network is NGramNetwork in the checkpoint and SmallConvNet now");
    }

    private static void Change(MuonImageClassificationTrainer.Options options, string option)
    {
        switch (option)
        {
            case "BatchSize": options.BatchSize = 16; break;
            case "MaxEpochs": options.MaxEpochs = 4; break;
            case "Seed": options.Seed = 2; break;
            case "LabelSmoothing": options.LabelSmoothing = 0.05; break;
            case "WeightAveraging": options.WeightAveraging = 0; break;
            case "ValidationMetric": options.ValidationMetric = ValidationMetric.Accuracy; break;
            case "Muon.Nesterov":
                options.Muon = MuonImageClassificationTrainer.DefaultMuonOptions(9);
                options.Muon.Nesterov = false;
                break;
            case "Augmentation.HorizontalFlip": options.Augmentation = new ImageAugmentation { HorizontalFlip = true }; break;
            case "number of training examples": options.ValidationFraction = 0.3; break;
            default: Assert.Fail(option); break;
        }
    }
}
