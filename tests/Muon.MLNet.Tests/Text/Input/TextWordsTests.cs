using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Tests.Text.Tokenization;
using Muon.MLNet.Text;

namespace Muon.MLNet.Tests.Text.Input;

[TestClass]
public sealed class TextWordsTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow(" \t\r\n\u00A0\u2028", "")]
    [DataRow("Hello, world!", "Hello|,|world|!")]
    [DataRow("don't snake_case x2", "don|'|t|snake_case|x2")]
    [DataRow("3.14 €5", "3|.|14|€|5")]
    [DataRow("Straße naïve", "Straße|naïve")]
    [DataRow("nai\u0308ve", "nai\u0308ve")]
    [DataRow("Привет, мир", "Привет|,|мир")]
    [DataRow("שָׁלוֹם עולם", "שָׁלוֹם|עולם")]
    [DataRow("مرحبا بالعالم؟", "مرحبا|بالعالم|؟")]
    [DataRow("नमस्ते दुनिया", "नमस्ते|दुनिया")]
    [DataRow("สวัสดีชาวโลก", "สวัสดีชาวโลก")]
    [DataRow("안녕 세상", "안녕|세상")]
    [DataRow("東京へ行く", "東|京|へ|行|く")]
    [DataRow("カタカナ", "カ|タ|カ|ナ")]
    [DataRow("か\u3099く", "か\u3099|く")]
    [DataRow("𠀀𠀁", "𠀀|𠀁")]
    [DataRow("x東y", "x|東|y")]
    [DataRow("ok😀😀", "ok|😀|😀")]
    [DataRow("❤\uFE0F!", "❤\uFE0F|!")]
    [DataRow("1\uFE0F\u20E3", "1\uFE0F\u20E3")]
    [DataRow("👩\u200D👧", "👩\u200D|👧")]
    [DataRow("می\u200Cخواهم", "می\u200Cخواهم")]
    [DataRow("co\u00ADoperate", "co\u00ADoperate")]
    [DataRow("\u200Fשלום\u200F abc\u200E", "שלום\u200F|abc\u200E")]
    [DataRow("\uFEFF\u200B\u2060", "")]
    [DataRow("a\0b\u0007", "a|b")]
    public void Of_FindsTheWordsOfEveryScript(string text, string words) =>
        Assert.AreEqual(words, string.Join('|', TextWords.Of(text).Select(range => text[range])));

    // Not a row of the test above: attributes cannot hold them.
    [TestMethod]
    public void LoneSurrogates_AreWordsOfTheirOwn() => Of_FindsTheWordsOfEveryScript("a\uD800b\uDC00", "a|\uD800|b|\uDC00");

    [TestMethod]
    public void Of_GivesRangesInOrder_WithoutOverlap_AndLeavesOutNothingVisible() => Prop.ForAll(UnicodeText.WellFormed, text =>
    {
        int end = 0;
        foreach (Range range in TextWords.Of(text))
        {
            if (range.Start.Value < end || range.End.Value <= range.Start.Value || text[end..range.Start].Any(char.IsLetterOrDigit))
            {
                return false;
            }

            end = range.End.Value;
        }

        return end <= text.Length && !text[end..].Any(char.IsLetterOrDigit);
    }).QuickCheckThrowOnFailure();
}
