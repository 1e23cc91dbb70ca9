namespace Muon.MLNet.Tests.Prediction;

[TestClass]
public sealed class ClassProbabilityTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [TestMethod]
    public void TopGivesTheMostProbableFirstAndOfEqualsTheFirstClass()
    {
        IReadOnlyList<ClassProbability> top = ClassProbability.Top([0.1f, 0.4f, 0.1f, 0.4f], Names, 3);
        CollectionAssert.AreEqual(new[] { "b", "d", "a" }, top.Select(item => item.ClassName).ToArray());
        Assert.AreEqual(0.4f, top[0].Probability);
    }

    [TestMethod]
    public void TopGivesNoMoreThanThereAreClasses() => Assert.HasCount(4, ClassProbability.Top([0.1f, 0.4f, 0.1f, 0.4f], Names, 9));

    [TestMethod]
    public void TopRefusesNamesOfAnotherNumber()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ClassProbability.Top([0.5f, 0.5f], Names, 1));
        StringAssert.Contains(error.Message, "2 scores and 4 class names");
    }

    [TestMethod]
    public void TopRefusesToGiveNone() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ClassProbability.Top([1f, 0f, 0f, 0f], Names, 0));
}
