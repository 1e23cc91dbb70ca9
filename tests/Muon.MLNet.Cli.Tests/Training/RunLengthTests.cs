using Muon.MLNet.Cli.Training;

namespace Muon.MLNet.Cli.Tests.Training;

[TestClass]
public sealed class RunLengthTests
{
    [TestMethod]
    [DataRow(false, 60_000, 128, 10)]
    [DataRow(false, 2_560, 128, 13)]
    [DataRow(false, 2_559, 64, 10)]
    [DataRow(false, 144, 16, 28)]
    [DataRow(false, 10, 16, 40)]
    [DataRow(true, 5_000, 64, 10)]
    [DataRow(true, 720, 32, 11)]
    public void Few_examples_are_trained_on_in_small_batches_and_for_longer(bool isText, int count, int batch, int epochs)
    {
        TrainingRequest chosen = RunLength.Choose(Request(isText), count);
        Assert.AreEqual(batch, chosen.BatchSize);
        Assert.AreEqual(epochs, chosen.Epochs);
    }

    [TestMethod]
    public void What_is_given_stays()
    {
        TrainingRequest chosen = RunLength.Choose(Request(isText: false) with { BatchSize = 7, Epochs = 3 }, 100);
        Assert.AreEqual(7, chosen.BatchSize);
        Assert.AreEqual(3, chosen.Epochs);
    }

    private static TrainingRequest Request(bool isText) => new() { Name = "X", IsText = isText, Dataset = "x", Output = "." };
}
