using Muon.MLNet.Cli.Sweeps;
using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Tests.Sweeps;

[TestClass]
public sealed class SweepSpaceTests
{
    // ML.NET cuts the fraction off, on a logarithmic scale that of 27.999… too.
    private const int RoundedDown = 1;

    private static readonly TrainingRequest s_training = new() { Name = "Some", IsText = false, Dataset = "pictures", Output = "out" };

    [TestMethod]
    [DataRow(16, 28, 32, 28)]
    [DataRow(64, 12, 64, 12)]
    [DataRow(128, 10, 128, 10)]
    [DataRow(1000, 40, 256, 30)]
    public void It_begins_with_the_batches_and_epochs_of_a_training_as_near_as_it_has_them(int batch, int epochs, int nearestBatch, int nearestEpochs)
    {
        SweepSpace<MuonImageSearchSpace> space = Space(s_training);
        space.BeginAt(s_training with { BatchSize = batch, Epochs = epochs });
        MuonImageSearchSpace first = space.Space.SampleFromFeatureSpace(space.Space.Default);
        Assert.AreEqual(nearestBatch, first.BatchSize);
        Assert.AreEqual(nearestEpochs, first.MaxEpochs, RoundedDown);
        Assert.AreEqual(new MuonImageSearchSpace().LearningRate, first.LearningRate, 1e-12);
    }

    [TestMethod]
    public void What_it_can_reach_stays_the_same()
    {
        SweepSpace<MuonImageSearchSpace> space = Space(s_training);
        (int Batch, int Epochs)[] Corners() =>
            [.. ((double[])[0, 0.3, 0.6, 0.99]).Select(at => space.Space.SampleFromFeatureSpace([.. Enumerable.Repeat(at, space.Space.FeatureSpaceDim)])).Select(one => (one.BatchSize, one.MaxEpochs))];
        (int Batch, int Epochs)[] before = Corners();
        space.BeginAt(s_training with { BatchSize = 16, Epochs = 28 });
        CollectionAssert.AreEqual(before, Corners());
    }

    [TestMethod]
    public void What_is_given_is_not_tried()
    {
        SweepSpace<MuonImageSearchSpace> space = Space(s_training with { BatchSize = 7 });
        space.BeginAt(s_training with { BatchSize = 7, Epochs = 28 });
        Assert.IsFalse(space.Space.ContainsKey(nameof(MuonImageSearchSpace.BatchSize)));
        Assert.AreEqual(28, space.Space.SampleFromFeatureSpace(space.Space.Default).MaxEpochs, RoundedDown);
    }

    private static SweepSpace<MuonImageSearchSpace> Space(TrainingRequest training) => new(new SweepRequest(training, Trials: 3, "cost-frugal", Halving: false, Space: null, Study: null));
}
