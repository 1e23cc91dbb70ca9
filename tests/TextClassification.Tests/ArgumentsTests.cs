using Muon.MLNet;
using Muon.Samples;

namespace TextClassification.Tests;

[TestClass]
public sealed class ArgumentsTests
{
    [TestMethod]
    public void NothingGivenIsTheDefaults()
    {
        Arguments arguments = Arguments.Parse([]);

        Assert.IsFalse(arguments.IsClinc150);
        Assert.IsNull(arguments.File);
        Assert.AreEqual(TextArchitecture.NGram, arguments.Architecture);
        Assert.IsNull(arguments.Epochs);
        Assert.AreEqual(1, arguments.Seed);
        Assert.IsTrue(Path.IsPathRooted(arguments.Output));
    }

    [TestMethod]
    public void ValuesFollowOrAreJoined()
    {
        Arguments arguments = Arguments.Parse(
            ["--csv=mine.csv", "--text", "Question", "--label=Topic", "--architecture", "Encoder", "--epochs", "3", "--seed=7", "--threads", "2", "--output=out"]);

        Assert.AreEqual(Path.GetFullPath("mine.csv"), arguments.File);
        Assert.AreEqual("Question", arguments.Text);
        Assert.AreEqual("Topic", arguments.Label);
        Assert.AreEqual(TextArchitecture.Encoder, arguments.Architecture);
        Assert.AreEqual(3, arguments.Epochs);
        Assert.AreEqual(7, arguments.Seed);
        Assert.AreEqual(2, arguments.Threads);
        Assert.AreEqual(Path.GetFullPath("out"), arguments.Output);
        Assert.IsTrue(Arguments.Parse(["--data", "CLINC150"]).IsClinc150);
    }

    [TestMethod]
    [DataRow("--data", "mnist")]
    [DataRow("--architecture", "bert")]
    [DataRow("--architecture", "1")]
    [DataRow("--epochs", "0")]
    [DataRow("--seed", "-1")]
    [DataRow("--threads", "two")]
    [DataRow("--csv", "")]
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
    [DataRow("--data", "clinc150", "--csv", "mine.csv")]
    [DataRow("--text", "Question")]
    [DataRow("--label", "Topic")]
    public void OtherMistakesAreErrors(params string[] args) =>
        Assert.ThrowsExactly<UsageException>(() => Arguments.Parse(args));

    [TestMethod]
    public void HelpNamesEveryOption()
    {
        string[] options = ["--data", "--csv", "--text", "--label", "--architecture", "--epochs", "--seed", "--threads", "--output", "--help"];
        foreach (string option in options)
        {
            Assert.Contains($"  {option} ", Arguments.Usage);
        }

        Assert.IsTrue(Arguments.Parse(["-h"]).Help);
    }
}
