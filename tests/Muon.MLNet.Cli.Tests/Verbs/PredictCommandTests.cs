using System.Text.Json;

namespace Muon.MLNet.Cli.Tests.Verbs;

[TestClass]
public sealed class PredictCommandTests
{
    [TestMethod]
    public void Lines_of_the_input_become_CSV_with_quotes_where_they_are_needed()
    {
        string[] lines = ToolRun.With("Win a prize now, call 12345\n\nsee \"you\", at home\n", "predict", Trained.Messages, "--format", "csv").Expect(0).Output.TrimEnd().Split('\n');
        Assert.HasCount(3, lines);
        Assert.AreEqual("Input,PredictedLabel,Probability", lines[0]);
        Assert.StartsWith("\"see \"\"you\"\", at home\",ham,0.", lines[2]);
    }

    [TestMethod]
    public void A_file_of_texts_is_predicted_line_by_line_in_every_form()
    {
        using Folder folder = new();
        string file = folder.Write("texts.txt", "hello you", "win a prize");
        string[] table = ToolRun.Of("predict", Trained.Messages, file).Expect(0).Output.TrimEnd().Split('\n');
        JsonElement json = ToolRun.Of("predict", Trained.Messages, file, "--format", "json").Expect(0).Json();
        Assert.HasCount(3, table);
        Assert.EndsWith("  hello you", table[1]);
        Assert.AreEqual("win a prize", json[1].GetProperty("input").GetString());
        Assert.StartsWith(json[0].GetProperty("predictedLabel").GetString()!, table[1]);
        Assert.AreEqual(json.GetRawText(), ToolRun.Of("predict", Trained.Messages, file, "--json").Expect(0).Json().GetRawText());
    }

    [TestMethod]
    public void A_column_of_a_table_is_predicted_by_its_name()
    {
        using Folder folder = new();
        string table = folder.Write("new.csv", "id,message", "1,\"hello, you\"", "2,win a prize");
        JsonElement json = ToolRun.Of("predict", Trained.Messages, table, "--text-col", "message", "--json").Expect(0).Json();
        CollectionAssert.AreEqual(new[] { "hello, you", "win a prize" }, json.EnumerateArray().Select(one => one.GetProperty("input").GetString()).ToArray());
        ToolRun.Of("predict", Trained.Messages, table, "--text-col", "text").ExpectError(ExitCodes.Data, "--text-col is 'text', but the table has no such column.");
        ToolRun.Of("predict", Trained.Messages, "--text-col", "text").ExpectError(ExitCodes.Usage, "name the file of the table");
        ToolRun.Of("predict", Trained.Photos, Trained.Pictures, "--text-col", "text").ExpectError(ExitCodes.Usage, "the model reads pictures");
    }

    [TestMethod]
    public void Pairs_have_a_tab_between_or_come_from_two_columns()
    {
        JsonElement json = ToolRun.With("the cat 1\tthe cat 1\n", "predict", Trained.Pairs, "--json").Expect(0).Json();
        Assert.AreEqual("the cat 1\tthe cat 1", json[0].GetProperty("input").GetString());
        ToolRun.With("the cat\n", "predict", Trained.Pairs).ExpectError(ExitCodes.Data, "The model reads pairs of texts, with a tab between; 'the cat' has none.");
        Assert.HasCount(11, ToolRun.Of("predict", Trained.Pairs, Trained.PairTable, "--text-col", "1", "--text2-col", "2", "--format", "csv").Expect(0).Output.TrimEnd().Split('\n'));
        ToolRun.Of("predict", Trained.Pairs, Trained.PairTable, "--text-col", "1").ExpectError(ExitCodes.Usage, "--text2-col is missing");
    }

    [TestMethod]
    public void Pictures_are_predicted_by_file_by_folder_and_by_lines_of_paths()
    {
        string[] files = [.. Directory.GetFiles(Trained.Pictures, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] ofFolder = Inputs(ToolRun.Of("predict", Trained.Photos, Trained.Pictures, "--json"));
        string[] ofFiles = Inputs(ToolRun.Of(["predict", Trained.Photos, .. files, "--json"]));
        string[] ofLines = Inputs(ToolRun.With(string.Join('\n', files), "predict", Trained.Photos, "--json"));
        Assert.HasCount(8, files);
        CollectionAssert.AreEqual(files, ofFolder);
        CollectionAssert.AreEqual(files, ofFiles);
        CollectionAssert.AreEqual(files, ofLines);

        static string[] Inputs(ToolRun run) => [.. run.Expect(0).Json().EnumerateArray().Select(one => one.GetProperty("input").GetString()!)];
    }

    [TestMethod]
    public void The_next_classes_come_behind_the_best_one()
    {
        JsonElement one = ToolRun.With("win a prize\n", "predict", Trained.Messages, "--json", "--top", "5").Expect(0).Json()[0];
        JsonElement[] top = [.. one.GetProperty("top").EnumerateArray()];
        Assert.HasCount(2, top, "there are no more classes");
        Assert.AreEqual(one.GetProperty("predictedLabel").GetString(), top[0].GetProperty("label").GetString());
        Assert.AreEqual(one.GetProperty("probability").GetSingle(), top[0].GetProperty("probability").GetSingle());
        Assert.AreEqual(1, top.Sum(each => each.GetProperty("probability").GetSingle()), 1e-5);
        Assert.AreNotEqual(top[0].GetProperty("label").GetString(), top[1].GetProperty("label").GetString());

        string[] csv = ToolRun.With("win a prize\nhello\n", "predict", Trained.Messages, "--format", "csv", "--top", "2").Expect(0).Output.TrimEnd().Split('\n');
        Assert.AreEqual("Input,PredictedLabel,Probability,PredictedLabel2,Probability2", csv[0]);
        Assert.HasCount(3, csv);
        Assert.HasCount(5, csv[1].Split(','));

        string[] table = ToolRun.With("win a prize\n", "predict", Trained.Messages, "--top", "2").Expect(0).Output.TrimEnd().Split('\n');
        Assert.HasCount(3, table);
        Assert.EndsWith("  win a prize", table[1]);
        Assert.DoesNotContain("prize", table[2]);
        ToolRun.With("hello", "predict", Trained.Messages, "--top", "0").ExpectError(ExitCodes.Usage, "--top is 0; it must be at least 1.");
        Assert.IsFalse(ToolRun.With("hello", "predict", Trained.Messages, "--json").Expect(0).Json()[0].TryGetProperty("top", out _));
    }

    [TestMethod]
    public void What_cannot_be_predicted_is_named()
    {
        using Folder folder = new();
        ToolRun.Of("predict", Trained.Photos, folder.At("none.jpg")).ExpectError(ExitCodes.Data, "There is no picture and no folder");
        ToolRun.With("none.jpg", "predict", Trained.Photos).ExpectError(ExitCodes.Data, "There is no picture 'none.jpg'");
        ToolRun.Of("predict", Trained.Photos, folder.Path).ExpectError(ExitCodes.Data, "There are no pictures in");
        ToolRun.Of("predict", Trained.Photos).ExpectError(ExitCodes.Data, "no inputs were named, and the standard input is empty");
        ToolRun.Of("predict", Trained.Photos, Trained.Table).ExpectError(ExitCodes.Data, $"the picture '{Trained.Table}' cannot be read: it is no JPEG");
        ToolRun.Of("predict", Trained.Photos, folder.Dangling("link.jpg")).ExpectError(ExitCodes.Data, "link.jpg");
        string cut = folder.At("cut.jpg");
        File.WriteAllBytes(cut, File.ReadAllBytes(Directory.GetFiles(Path.Combine(Trained.Pictures, "roses"))[0])[..500]);
        ToolRun.Of("predict", Trained.Photos, cut).ExpectError(ExitCodes.Data, $"the picture '{cut}' cannot be read");

        ToolRun.Of("predict", Trained.Messages, folder.At("none.txt")).ExpectError(ExitCodes.Data, "There is no file of texts");
        ToolRun.Of("predict", Trained.Messages, folder.Path).ExpectError(ExitCodes.Data, "is a folder; name the file of texts itself");
        ToolRun.Of("predict", Trained.Messages, Unreadable.Path()).ExpectError(ExitCodes.Data, "cannot be read");
        ToolRun.Of("predict", Trained.Messages, folder.Write("empty.txt")).ExpectError(ExitCodes.Data, "empty.txt' has no text");
    }
}
