using Muon.Samples;

namespace WebApi.Tests;

[TestClass]
public sealed class ArgumentsTests
{
    [TestMethod]
    public void OptionsAreRead()
    {
        Arguments arguments = Arguments.Parse(["--images", "a.zip", "--texts=b.zip", "--port", "0", "--max-megabytes", "3", "--batch", "5", "--queue", "7", "--watch", "9", "--threads", "2"]);

        Assert.AreEqual(Path.GetFullPath("a.zip"), arguments.Images);
        Assert.AreEqual(Path.GetFullPath("b.zip"), arguments.Texts);
        Assert.AreEqual((0, 3, 5, 7, 2), (arguments.Port, arguments.MaxMegabytes, arguments.Batch, arguments.Queue, arguments.Threads!.Value));
        Assert.AreEqual(TimeSpan.FromSeconds(9), arguments.Watch);
        Assert.IsFalse(arguments.Help);
        Assert.IsTrue(Arguments.Parse(["--help"]).Help);
    }

    [TestMethod]
    [DataRow("--batch is '0'", "--batch", "0")]
    [DataRow("--port is 'x'", "--port=x")]
    [DataRow("'--nothing' is not an option", "--nothing")]
    [DataRow("--help takes no value", "--help=yes")]
    [DataRow("--queue needs a value", "--queue")]
    public void MistakesAreNamed(string expected, params string[] args) =>
        Assert.Contains(expected, Assert.ThrowsExactly<UsageException>(() => Arguments.Parse(args)).Message);
}
