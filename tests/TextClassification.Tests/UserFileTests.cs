using Microsoft.ML;
using TextClassification.Data;

namespace TextClassification.Tests;

[TestClass]
public sealed class UserFileTests
{
    [TestMethod]
    public void ColumnsAreFoundByName_AndQuotedFieldsMayHoldCommasQuotesAndLineBreaks()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("mine.csv", "id,\"the, text\",topic\n1,\"one, \"\"two\"\"\nthree\",a\n2,four,a\n3,five,\n4,six,b\n5,seven,b\n");

        TextSet data = UserFile.Load(new MLContext(), file, "the, text", "topic", seed: 1);

        string[] sentences = [.. data.Train.Concat(data.Test).Select(row => row.Sentence.ReplaceLineEndings("\n")).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(new[] { "four", "one, \"two\"\nthree", "seven", "six" }, sentences);
        CollectionAssert.AreEqual(new[] { "a", "b" }, data.Test.Select(row => row.Label).ToArray());
    }

    [TestMethod]
    public void ATsvHasTabs()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("mine.TSV", "Label\tSentence\nx\tone, two\nx\tthree\n");

        TextSet data = UserFile.Load(new MLContext(), file, "Sentence", "Label", seed: 1);

        Assert.HasCount(1, data.Train);
        Assert.Contains("one, two", data.Train.Concat(data.Test).Select(row => row.Sentence));
    }

    [TestMethod]
    public void AMissingColumnIsNamedWithThoseThatAreThere()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("mine.csv", "id,text\n1,one\n");

        string message = Assert.ThrowsExactly<InvalidDataException>(() => UserFile.Load(new MLContext(), file, "text", "topic", seed: 1)).Message;

        Assert.Contains("'topic'", message);
        Assert.Contains("'id', 'text'", message);
    }

    [TestMethod]
    public void AFileWithNothingToTestWithIsAnError()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("mine.csv", "text,topic\none,a\ntwo,b\n");

        Assert.Contains(file, Assert.ThrowsExactly<InvalidDataException>(() => UserFile.Load(new MLContext(), file, "text", "topic", seed: 1)).Message);
        Assert.ThrowsExactly<FileNotFoundException>(() => UserFile.Load(new MLContext(), file + "x", "text", "topic", seed: 1));
    }
}
