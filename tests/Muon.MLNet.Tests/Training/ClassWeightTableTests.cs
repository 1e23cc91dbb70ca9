using Muon.MLNet.Training;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class ClassWeightTableTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [TestMethod]
    public void None_GivesNoWeights() => Assert.IsNull(ClassWeightTable.Create(ClassWeights.None, [0, 1, 2], Names));

    [TestMethod]
    public void Balanced_GivesEachOccurringClassTheSameShareOfTheWhole()
    {
        int[] classes = [0, 0, 0, 0, 0, 0, 1, 1];

        float[] weights = ClassWeightTable.Create(ClassWeights.Balanced, classes, Names)!;

        Assert.AreEqual(6 * weights[0], 2 * weights[1], 1e-5f);
        Assert.AreEqual(1, weights[2], "a class without examples");
        Assert.AreEqual(classes.Length, classes.Sum(target => weights[target]), 1e-4, "the mean weight of an example is 1");
    }

    [TestMethod]
    public void Of_TakesTheNamedWeights_AndOneForTheRest() => CollectionAssert.AreEqual(
        new[] { 1f, 2.5f, 1f },
        ClassWeightTable.Create(ClassWeights.Of(new Dictionary<string, double> { ["b"] = 2.5 }), [0, 1], Names));

    [TestMethod]
    public void Of_RefusesAClassThatDoesNotExist()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ClassWeightTable.Create(ClassWeights.Of(new Dictionary<string, double> { ["z"] = 2 }), [0], Names));

        StringAssert.Contains(error.Message, "'z'");
        StringAssert.Contains(error.Message, "a, b, c");
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Of_RefusesWeightsOutOfRange(double weight)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ClassWeights.Of(new Dictionary<string, double> { ["b"] = weight }));

        StringAssert.Contains(error.Message, "'b'");
    }
}
