using Muon.MLNet.Cli.Tables;

namespace Muon.MLNet.Cli.Tests.Tables;

[TestClass]
public sealed class TableInferenceTests
{
    [TestMethod]
    public void Separator_quoting_header_and_types_are_found()
    {
        using Folder folder = new();
        TableFormat csv = TableInference.Infer(folder.Write("a.csv", "Text,Label,Stars,Is Good", "\"good, really\",pos,5,true", "\"bad \"\"thing\"\"\",neg,1,false"), hasHeader: null);
        Assert.AreEqual((',', true, true), (csv.Separator, csv.HasHeader, csv.AllowQuoting));
        CollectionAssert.AreEqual(new[] { "String", "String", "Single", "Boolean" }, csv.Columns.Select(column => column.Kind).ToArray());
        List<Example> rows = TableExamples.Read(folder.At("a.csv"), csv, csv.Find("--label-col", "Label"), csv.Find("--text-col", "text"), text2: null);
        CollectionAssert.AreEqual(new[] { "good, really", "bad \"thing\"" }, rows.Select(row => row.Text).ToArray());
    }

    [TestMethod]
    public void Quotes_within_texts_are_plain_characters()
    {
        using Folder folder = new();
        TableFormat format = TableInference.Infer(folder.Write("a.tsv", "a\t\"So\" he said", "b\t\"unended", "a\tplain"), hasHeader: null);
        Assert.AreEqual(('\t', false, false), (format.Separator, format.HasHeader, format.AllowQuoting));
    }

    [TestMethod]
    public void The_messages_are_read_whole()
    {
        string path = Path.Combine(Muon.Testing.TestPaths.RequireData("sms-spam"), "SMSSpamCollection");
        TableFormat format = TableInference.Infer(path, hasHeader: null);
        Assert.HasCount(File.ReadLines(path).Count(line => line.Trim().Length > 0), TableExamples.Read(path, format, format.Columns[0], format.Columns[1], text2: null));
    }
}
