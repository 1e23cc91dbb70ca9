using System.Globalization;
using Muon.MLNet.Cli.Tables;

namespace Muon.MLNet.Cli.Tests.Generation;

[TestClass]
public sealed class GeneratedLoaderTests
{
    [TestMethod]
    public void A_table_with_line_breaks_in_quotes_trains_the_same_model_as_the_tool()
    {
        using Folder folder = new();
        string[][] messages = [.. File.ReadLines(folder.Messages(120)).Select(line => line.Split('\t', 2))];
        string table = folder.Write("messages.csv", [
            "kind,text",
            .. messages.Select((message, i) => string.Create(CultureInfo.InvariantCulture, $"{message[0]},\"{Broken(message[1], i).Replace("\"", "\"\"", StringComparison.Ordinal)}\"")),
        ]);
        TableFormat format = TableInference.Infer(table, hasHeader: null);
        Assert.IsTrue(format.AllowQuoting && format.HasHeader);

        // Nothing is held out: the generated code trains on all rows.
        ToolRun.Of("text-classification", "--dataset", table, "--label-col", "kind", "--text-col", "text", "--epochs", "2", "--test-fraction", "0", "--name", "Sms", "--output", folder.At("out"), "--threads", "1").Expect(0);
        Type type = Compiled.Load(Directory.GetFiles(folder.At("out"), "*.cs")).GetType("Sms_Model.Sms", throwOnError: true)!;
        type.GetMethod("Train")!.Invoke(null, [folder.At("again.mlnet"), table]);

        string texts = folder.Write("texts.txt", [.. messages.Select(message => message[1])]);
        string expected = ToolRun.Of("predict", folder.At("out/Sms.mlnet"), texts, "--json").Expect(0).Output;
        Assert.AreEqual(expected, ToolRun.Of("predict", folder.At("again.mlnet"), texts, "--json").Expect(0).Output);
    }

    // Every third message over several lines, one of them empty.
    private static string Broken(string text, int number) => number % 3 == 0 ? text.Replace(" ", "\n", StringComparison.Ordinal) + "\n\n." : text;
}
