using Muon.Samples;

namespace ImageClassification.Tests;

[TestClass]
public sealed class ArgumentsTests
{
    [TestMethod]
    public void NothingGivenIsTheDefaults()
    {
        Arguments arguments = Arguments.Parse([]);

        Assert.IsNull(arguments.Data);
        Assert.IsNull(arguments.Epochs);
        Assert.IsNull(arguments.Limit);
        Assert.AreEqual(128, arguments.BatchSize);
        Assert.AreEqual(1, arguments.Seed);
        Assert.IsTrue(Path.IsPathRooted(arguments.Model));
    }

    [TestMethod]
    public void ValuesFollowOrAreJoined()
    {
        Arguments arguments = Arguments.Parse(
            ["--data", "folder", "--epochs=3", "--batch-size", "64", "--learning-rate=0.05", "--seed", "7", "--limit=100", "--threads", "2", "--model", "m.zip",
            "--checkpoints", "saved", "--checkpoint-steps=5", "--resume"]);

        Assert.AreEqual("folder", arguments.Data);
        Assert.AreEqual(3, arguments.Epochs);
        Assert.AreEqual(64, arguments.BatchSize);
        Assert.AreEqual(0.05, arguments.LearningRate);
        Assert.AreEqual(7, arguments.Seed);
        Assert.AreEqual(100, arguments.Limit);
        Assert.AreEqual(2, arguments.Threads);
        Assert.AreEqual(Path.GetFullPath("m.zip"), arguments.Model);
        Assert.AreEqual(Path.GetFullPath("saved"), arguments.Checkpoints);
        Assert.AreEqual(5, arguments.CheckpointSteps);
        Assert.IsTrue(arguments.Resume);
    }

    [TestMethod]
    public void AFolderIsDrawnInsteadOfTraining()
    {
        Arguments arguments = Arguments.Parse(["--draw-folder", "digits", "--per-class=5"]);
        Assert.AreEqual(Path.GetFullPath("digits"), arguments.DrawFolder);
        Assert.AreEqual(5, arguments.PerClass);
        Assert.Contains("--draw-folder", Assert.ThrowsExactly<UsageException>(() => Arguments.Parse(["--per-class", "5"])).Message);
    }

    [TestMethod]
    [DataRow("--per-class", "0")]
    [DataRow("--epochs", "0")]
    [DataRow("--epochs", "two")]
    [DataRow("--epochs", "1.5")]
    [DataRow("--epochs", "99999999999")]
    [DataRow("--batch-size", "-1")]
    [DataRow("--seed", "-1")]
    [DataRow("--learning-rate", "0")]
    [DataRow("--learning-rate", "NaN")]
    [DataRow("--learning-rate", "1e999")]
    [DataRow("--data", "")]
    public void ABadValueIsNamedWithItsOption(string option, string value)
    {
        UsageException error = Assert.ThrowsExactly<UsageException>(() => Arguments.Parse([option, value]));
        Assert.Contains(option, error.Message);
        Assert.Contains(value, error.Message);
    }

    [TestMethod]
    [DataRow("--what")]
    [DataRow("mnist")]
    [DataRow("--epochs")]
    [DataRow("--help=yes")]
    [DataRow("--data=a", "--drawn")]
    [DataRow("--resume")]
    [DataRow("--checkpoint-steps=5")]
    public void OtherMistakesAreErrors(params string[] args) =>
        Assert.ThrowsExactly<UsageException>(() => Arguments.Parse(args));

    [TestMethod]
    public void HelpNamesEveryOption()
    {
        string[] options = ["--data", "--drawn", "--epochs", "--batch-size", "--learning-rate", "--seed", "--limit", "--threads", "--model", "--help"];
        foreach (string option in options)
        {
            Assert.Contains(option, Arguments.Usage);
        }

        Assert.IsTrue(Arguments.Parse(["--help"]).Help);
    }
}
