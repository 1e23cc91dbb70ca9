using System.Text;
using Muon.MLNet.Cli.Tests.Verbs;

namespace Muon.MLNet.Cli.Tests.Tables;

/// <summary>Tables as programs write them, from the training to the prediction.</summary>
[TestClass]
public sealed class WrittenTableTests
{
    private const string Csv = "label,text\nham,\"a \"\"quoted\"\" text, with comma\nand a line break\"\nspam,win now\nham,\"hello you\"\nspam,\"win, win\"\n";

    [TestMethod]
    [DataRow("\n", false)]
    [DataRow("\r\n", false)]
    [DataRow("\n", true)]
    [DataRow("\r\n", true)]
    public void Quotes_line_ends_and_marks_of_the_encoding_change_nothing(string end, bool mark)
    {
        using Folder folder = new();
        string table = folder.At("table.csv");
        File.WriteAllText(table, Csv.Replace("\n", end, StringComparison.Ordinal), new UTF8Encoding(mark));
        ToolRun trained = Train(folder, table, "--label-col", "label", "--text-col", "text").Expect(0);
        Assert.Contains("4 examples to learn from, 0 held out to test with, 2 classes.", trained.Output);
        Assert.Contains("separated by comma, with header, quotes allowed; columns 'label' String, 'text' String.", trained.Output);
        string[] texts = [.. Predict(folder, table, "--text-col", "text").Json().EnumerateArray().Select(one => one.GetProperty("input").GetString()!)];
        CollectionAssert.AreEqual(new[] { "a \"quoted\" text, with comma\nand a line break", "win now", "hello you", "win, win" }, texts);
    }

    [TestMethod]
    public void UTF16_with_its_mark_is_read()
    {
        using Folder folder = new();
        File.WriteAllText(folder.At("table.csv"), "label,text\nham,grüß dich\nspam,жми\n", Encoding.Unicode);
        Train(folder, folder.At("table.csv"), "--label-col", "label", "--text-col", "text").Expect(0);
        Assert.AreEqual("grüß dich", Predict(folder, folder.At("table.csv"), "--text-col", "text").Json()[0].GetProperty("input").GetString());
    }

    [TestMethod]
    public void A_number_that_is_the_name_of_a_column_is_that_column()
    {
        using Folder folder = new();
        string table = folder.Write("table.tsv", "1\t0", "ham\thello", "spam\twin", "ham\tyou");
        Assert.Contains("columns '1' String, '0' String", Train(folder, table, "--label-col", "1", "--text-col", "0", "--has-header").Expect(0).Output);
        Assert.Contains("classes: ham, spam", ToolRun.Of("info", folder.At("out/T.mlnet")).Expect(0).Output);
    }

    [TestMethod]
    public void What_looks_like_a_header_can_be_an_example()
    {
        using Folder folder = new();
        string table = folder.Write("table.tsv", "ham\thello", "spam\twin now", "ham\tyou there");
        Assert.Contains("2 examples to learn from", Train(folder, table, "--label-col", "0", "--text-col", "1", "--has-header", "true").Expect(0).Output);
        Assert.Contains("3 examples to learn from", Train(folder, table, "--label-col", "0", "--text-col", "1", "--has-header", "false").Expect(0).Output);
    }

    [TestMethod]
    public void Pairs_are_trained_evaluated_and_predicted()
    {
        Assert.Contains("2 classes: same, other", ToolRun.Of("info", Trained.Pairs).Expect(0).Output);
        Assert.HasCount(10, ToolRun.Of("predict", Trained.Pairs, Trained.PairTable, "--text-col", "col1", "--text2-col", "col2", "--json").Expect(0).Json().EnumerateArray().ToArray());
    }

    private static ToolRun Train(Folder folder, string table, params string[] options) =>
        ToolRun.Of(["text-classification", "--dataset", table, "--epochs", "1", "--test-fraction", "0", "--name", "T", "--output", folder.At("out"), .. options]);

    private static ToolRun Predict(Folder folder, string table, params string[] options) => ToolRun.Of(["predict", folder.At("out/T.mlnet"), table, "--json", .. options]).Expect(0);
}
