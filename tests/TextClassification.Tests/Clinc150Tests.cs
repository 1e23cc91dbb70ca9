using Muon.Testing;
using TextClassification.Data;

namespace TextClassification.Tests;

[TestClass]
public sealed class Clinc150Tests
{
    [TestMethod]
    public void TheDataSetHasItsPublishedSizes()
    {
        TestPaths.RequireData("clinc150");

        TextSet data = Clinc150.Load();

        Assert.HasCount(15_000, data.Train);
        Assert.HasCount(4_500, data.Test);
        Assert.AreEqual(150, data.Train.DistinctBy(row => row.Label, StringComparer.Ordinal).Count());
    }

    [TestMethod]
    public void WhereItIsMissingTheMessageSaysWhatToDo()
    {
        using TemporaryFolder empty = new();
        string? before = Environment.GetEnvironmentVariable("MUON_DATA_DIR");
        Environment.SetEnvironmentVariable("MUON_DATA_DIR", empty.Path);
        try
        {
            string message = Assert.ThrowsExactly<FileNotFoundException>(Clinc150.Load).Message;
            Assert.Contains(Path.Combine(empty.Path, "clinc150", "data_full.json"), message);
            Assert.Contains("MUON_DATA_DIR", message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUON_DATA_DIR", before);
        }
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("[]")]
    [DataRow("""{"train": []}""")]
    [DataRow("""{"train": [["only a sentence"]], "test": []}""")]
    [DataRow("""{"train": [[1, 2]], "test": []}""")]
    [DataRow("""{"train": [[null, "intent"]], "test": []}""")]
    public void AnotherFileIsNamed(string content)
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("data_full.json", content);

        Assert.Contains(file, Assert.ThrowsExactly<InvalidDataException>(() => Clinc150.Load(file)).Message);
    }
}
