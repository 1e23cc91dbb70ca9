using Muon.MLNet;
using Muon.Samples;

namespace FlowerPhotos.Tests;

[TestClass]
public sealed class ArgumentsTests
{
    [TestMethod]
    public void NothingGivenIsTheDefaults()
    {
        Arguments arguments = Arguments.Parse([]);

        Assert.IsNull(arguments.Folder);
        Assert.AreEqual(30, arguments.Epochs);
        Assert.AreEqual(ImageArchitecture.Auto, arguments.Architecture);
        Assert.IsFalse(arguments.SkipUnreadable);
        Assert.IsTrue(Path.IsPathRooted(arguments.Output));
    }

    [TestMethod]
    public void ValuesFollowOrAreJoined()
    {
        Arguments arguments = Arguments.Parse(
            ["--epochs=3", "my photos", "--batch-size", "16", "--size=64", "--architecture", "resnet18", "--skip-unreadable", "--seed", "7", "--threads=2", "--output", "out"]);

        Assert.AreEqual("my photos", arguments.Folder);
        Assert.AreEqual(3, arguments.Epochs);
        Assert.AreEqual(16, arguments.BatchSize);
        Assert.AreEqual(64, arguments.Size);
        Assert.AreEqual(ImageArchitecture.ResNet18, arguments.Architecture);
        Assert.IsTrue(arguments.SkipUnreadable);
        Assert.AreEqual(7, arguments.Seed);
        Assert.AreEqual(2, arguments.Threads);
        Assert.AreEqual(Path.GetFullPath("out"), arguments.Output);
    }

    [TestMethod]
    [DataRow("--epochs", "0")]
    [DataRow("--epochs", "many")]
    [DataRow("--batch-size", "1.5")]
    [DataRow("--size", "7")]
    [DataRow("--size", "5000")]
    [DataRow("--architecture", "AlexNet")]
    [DataRow("--architecture", "Custom")]
    [DataRow("--architecture", "3")]
    [DataRow("--seed", "-1")]
    [DataRow("--output", "")]
    public void ABadValueIsNamedWithItsOption(string option, string value)
    {
        UsageException error = Assert.ThrowsExactly<UsageException>(() => Arguments.Parse([option, value]));
        Assert.Contains(option, error.Message);
        Assert.Contains(value, error.Message);
    }

    [TestMethod]
    [DataRow("--what")]
    [DataRow("-x")]
    [DataRow("--epochs")]
    [DataRow("--help=yes")]
    [DataRow("--skip-unreadable=yes")]
    [DataRow("one", "two")]
    [DataRow("")]
    public void OtherMistakesAreErrors(params string[] args) =>
        Assert.ThrowsExactly<UsageException>(() => Arguments.Parse(args));

    [TestMethod]
    public void HelpNamesEveryOptionAndArchitecture()
    {
        string[] options = ["FOLDER", "--epochs", "--batch-size", "--size", "--architecture", "--skip-unreadable", "--seed", "--threads", "--output", "--help"];
        foreach (string option in options.Concat(Enum.GetNames<ImageArchitecture>().Where(name => name is not "Custom")))
        {
            Assert.Contains(option, Arguments.Usage);
        }

        Assert.IsTrue(Arguments.Parse(["-h"]).Help);
    }
}
