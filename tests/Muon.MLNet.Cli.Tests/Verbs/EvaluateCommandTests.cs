namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class EvaluateCommandTests
{
    private static readonly string[] s_columns = ["--label-col", "col0", "--text-col", "col1"];

    [TestMethod]
    public void Labelled_texts_give_the_metrics_in_words_and_as_JSON()
    {
        ToolRun words = ToolRun.Of(["evaluate", Trained.Messages, "--dataset", Trained.Table, .. s_columns]).Expect(0);
        var json = ToolRun.Of(["evaluate", Trained.Messages, "--dataset", Trained.Table, .. s_columns, "--json"]).Expect(0).Json();
        Assert.AreEqual(200, json.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(n => n.GetInt32())));
        Assert.Contains(FormattableString.Invariant($"test accuracy {json.GetProperty("microAccuracy").GetDouble():F4}"), words.Output);
        Assert.AreEqual("", words.Errors);
    }

    [TestMethod]
    public void Labelled_pictures_and_pairs_are_tested_too()
    {
        Assert.Contains("test accuracy", ToolRun.Of("evaluate", Trained.Photos, "--dataset", Trained.Pictures).Expect(0).Output);
        Assert.Contains("test accuracy", ToolRun.Of("evaluate", Trained.Pairs, "--dataset", Trained.PairTable, "--label-col", "0", "--text-col", "1", "--text2-col", "2").Expect(0).Output);
    }

    [TestMethod]
    [DataRow("ham\tx y\neggs\tz", "--label-col 0 --text-col 1", ExitCodes.Data, "has the class 'eggs', which the model does not know. It knows ham, spam.")]
    [DataRow("ham\tx y\nspam\tz", "--label-col 0", ExitCodes.Usage, "--text-col is missing; the model reads texts, and the table has 'col0', 'col1'.")]
    [DataRow("ham\tx y\nspam\tz", "--text-col 1", ExitCodes.Usage, "--label-col is missing")]
    [DataRow("ham\tx y\nspam\tz", "--label-col kind --text-col 1", ExitCodes.Data, "--label-col is 'kind', but the table has no such column.")]
    [DataRow("ham\tx y\nspam\tz\nham\tz\tmore\nspam\tx", "--label-col 0 --text-col 1", ExitCodes.Data, "Line 3 of")]
    [DataRow("", "--label-col 0 --text-col 1", ExitCodes.Data, "is empty")]
    [DataRow("ham", "--label-col 0 --text-col 1", ExitCodes.Data, "has one column only")]
    public void A_table_that_does_not_fit_is_explained(string text, string columns, int code, string message)
    {
        using Folder folder = new();
        ToolRun.Of(["evaluate", Trained.Messages, "--dataset", folder.Write("table.tsv", text.Split('\n')), .. columns.Split(' ')]).ExpectError(code, message);
    }

    [TestMethod]
    public void Data_that_cannot_be_read_is_named()
    {
        using Folder folder = new();
        void Texts(string path, string message) => ToolRun.Of(["evaluate", Trained.Messages, "--dataset", path, .. s_columns]).ExpectError(ExitCodes.Data, message);
        void Pictures(string path, string message) => ToolRun.Of("evaluate", Trained.Photos, "--dataset", path).ExpectError(ExitCodes.Data, message);
        Texts(folder.At("none.tsv"), "There is no table");
        Texts(folder.Path, "is a folder; name the table itself");
        Texts(Unreadable.Path(), "cannot be read");
        Pictures(folder.At("none"), "There is no folder");
        Pictures(Trained.Table, "is a file; pictures are read from a folder");
        Pictures(folder.Path, "It needs a sub-folder of pictures for each class.");
        string photos = folder.Photos();
        string broken = folder.Write("photos/roses/broken.jpg", "no picture");
        Pictures(photos, $"the picture '{broken}' cannot be read");
        Directory.Move(folder.At("photos/roses"), folder.At("photos/tulips"));
        Pictures(photos, "has the class 'tulips', which the model does not know. It knows daisy, roses.");
    }

    [TestMethod]
    public void Pairs_need_their_second_column() =>
        ToolRun.Of("evaluate", Trained.Pairs, "--dataset", Trained.PairTable, "--label-col", "0", "--text-col", "1").ExpectError(ExitCodes.Usage, "--text2-col is missing");
}
