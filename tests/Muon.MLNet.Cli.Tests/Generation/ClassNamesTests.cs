using Muon.MLNet.Cli.Generation;

namespace Muon.MLNet.Cli.Tests.Generation;

[TestClass]
public sealed class ClassNamesTests
{
    [TestMethod]
    [DataRow("class", "a word of C#")]
    [DataRow("Program", "of the generated code")]
    [DataRow("1a", "not beginning with a digit")]
    [DataRow("a-b", "letters, digits and _")]
    [DataRow("", "letters, digits and _")]
    public void A_name_that_no_class_can_have_is_refused(string name, string reason)
    {
        ToolException error = Assert.ThrowsExactly<ToolException>(() => ClassNames.Require(name));
        Assert.AreEqual(ExitCodes.Usage, error.ExitCode);
        Assert.Contains(reason, error.Message);
    }

    [TestMethod]
    [DataRow("Sms")]
    [DataRow("_1")]
    [DataRow("Class")]
    public void Any_other_name_is_taken(string name) => Assert.AreEqual(name, ClassNames.Require(name));
}
