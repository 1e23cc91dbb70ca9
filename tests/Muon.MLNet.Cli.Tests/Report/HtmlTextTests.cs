using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>Values as text.</summary>
[TestClass]
public sealed class HtmlTextTests
{
    [TestMethod]
    [DataRow("short", "short")]
    [DataRow("translate_a_long_name_1", "translate_a…name_1")]
    [DataRow("exactly eighteen c", "exactly eighteen c")]
    public void Name_LosesItsMiddle(string name, string expected) => Assert.AreEqual(expected, HtmlText.Name(name, 18));

    [TestMethod]
    public void Name_LosesNoHalfOfACharacter()
    {
        foreach (int length in Enumerable.Range(6, 20))
        {
            string emoji = string.Concat(Enumerable.Repeat("😀", 30));
            Assert.DoesNotContain("\uFFFD", HtmlText.Name(emoji, length));
            Assert.DoesNotContain("\uFFFD", HtmlText.Shortened(emoji, length));
            Assert.DoesNotContain("&#xFFFD;", HtmlText.Name("a" + emoji, length) + HtmlText.Shortened("a" + emoji, length));
        }
    }

    [TestMethod]
    [DataRow(double.NaN, "–")]
    [DataRow(0.0, "0.0 %")]
    [DataRow(0.0001, "&lt; 0.1 %")]
    [DataRow(0.5, "50.0 %")]
    [DataRow(0.99999, "&gt; 99.9 %")]
    [DataRow(1.0, "100.0 %")]
    public void Percent_IsNotRoundedToACertainty(double share, string expected) => Assert.AreEqual(expected, HtmlText.Percent(share));

    [TestMethod]
    [DataRow(0.25, "0.25 s")]
    [DataRow(59.0, "59 s")]
    [DataRow(61.9, "1 min 1 s")]
    [DataRow(3661.0, "1 h 1 min")]
    public void Duration_IsForPeople(double seconds, string expected) => Assert.AreEqual(expected, HtmlText.Duration(seconds));

    [TestMethod]
    public void Decimal_OfInfinity_IsItsSign()
    {
        Assert.AreEqual("∞", HtmlText.Decimal(double.PositiveInfinity));
        Assert.AreEqual("−∞", HtmlText.Brief(double.NegativeInfinity));
        Assert.AreEqual("–", HtmlText.Decimal(null));
    }
}
