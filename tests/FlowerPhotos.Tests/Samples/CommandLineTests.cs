using Muon.Samples;

namespace FlowerPhotos.Tests.Samples;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public void ValuesFollowOrAreJoined_AndAreTakenOnlyWhereTheyAreAskedFor()
    {
        List<string> taken = [];

        CommandLine.Read(["--one=1", "--flag", "--two", "2", "-x", "a=b", "--empty="], (name, value, hasValue) =>
            taken.Add(name is "--one" or "--two" or "--empty" ? $"{name}:{value()}:{hasValue}" : $"{name}:{hasValue}"));

        CollectionAssert.AreEqual(new[] { "--one:1:True", "--flag:False", "--two:2:False", "-x:False", "a=b:False", "--empty::True" }, taken);
    }

    [TestMethod]
    public void AValueThatIsNotThere_IsAnErrorWithTheName() =>
        Assert.Contains("--one", Assert.ThrowsExactly<UsageException>(() => CommandLine.Read(["--one"], (_, value, _) => value())).Message);

    [TestMethod]
    public void Numbers_AreReadInInvariantCulture_AndInTheirRange()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.AreEqual(0.05, CommandLine.Positive("--rate", "0.05"));
            Assert.AreEqual(-3, CommandLine.Integer("--n", "-3", -3));
            Assert.Contains("from 1 to 5", Assert.ThrowsExactly<UsageException>(() => CommandLine.Integer("--n", "6", 1, 5)).Message);
            Assert.ThrowsExactly<UsageException>(() => CommandLine.Integer("--n", "1.000", 1));
            Assert.ThrowsExactly<UsageException>(() => CommandLine.Positive("--rate", "NaN"));
            Assert.ThrowsExactly<UsageException>(() => CommandLine.Text("--folder", ""));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
