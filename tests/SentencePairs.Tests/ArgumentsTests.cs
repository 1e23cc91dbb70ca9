using Muon.Samples;

namespace SentencePairs.Tests;

[TestClass]
public sealed class ArgumentsTests
{
    [TestMethod]
    public void NothingGivenIsTheDefaultsThatHelpStates()
    {
        Arguments arguments = Arguments.Parse([]);

        Assert.Contains(Invariant($"({arguments.Pairs})"), Arguments.Usage);
        Assert.Contains(Invariant($"training pairs ({arguments.Epochs})"), Arguments.Usage);
        Assert.AreEqual(1, arguments.Seed);
        Assert.IsNull(arguments.Threads);
        Assert.IsTrue(Path.IsPathRooted(arguments.Output));
    }

    [TestMethod]
    public void ValuesFollowOrAreJoined()
    {
        Arguments arguments = Arguments.Parse(["--pairs=300", "--epochs", "3", "--seed=7", "--threads", "2", "--output=out"]);

        Assert.AreEqual(300, arguments.Pairs);
        Assert.AreEqual(3, arguments.Epochs);
        Assert.AreEqual(7, arguments.Seed);
        Assert.AreEqual(2, arguments.Threads);
        Assert.AreEqual(Path.GetFullPath("out"), arguments.Output);
    }

    [TestMethod]
    [DataRow("--pairs", "29")]
    [DataRow("--pairs", "3001")]
    [DataRow("--epochs", "0")]
    [DataRow("--seed", "-1")]
    [DataRow("--threads", "two")]
    [DataRow("--output", "")]
    public void ABadValueIsNamedWithItsOption(string option, string value)
    {
        UsageException error = Assert.ThrowsExactly<UsageException>(() => Arguments.Parse([option, value]));
        Assert.Contains(option, error.Message);
        Assert.Contains(value, error.Message);
    }

    [TestMethod]
    [DataRow("--what")]
    [DataRow("a file")]
    [DataRow("--epochs")]
    [DataRow("--help=yes")]
    public void OtherMistakesAreErrors(params string[] args) =>
        Assert.ThrowsExactly<UsageException>(() => Arguments.Parse(args));

    [TestMethod]
    public void HelpNamesEveryOption()
    {
        foreach (string option in new[] { "--pairs", "--epochs", "--seed", "--threads", "--output", "--help" })
        {
            Assert.Contains($"  {option} ", Arguments.Usage);
        }

        Assert.IsTrue(Arguments.Parse(["-h"]).Help);
    }
}
