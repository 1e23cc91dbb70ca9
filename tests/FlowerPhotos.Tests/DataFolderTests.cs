using FlowerPhotos.Data;
using Muon.Testing;

namespace FlowerPhotos.Tests;

[TestClass]
public sealed class DataFolderTests
{
    [TestMethod]
    public void AGivenFolderIsTakenOrNamed()
    {
        using PhotoFolder folder = new();
        Assert.AreEqual(folder.Path, DataFolder.Find(folder.Path));
        string missing = Path.Combine(folder.Path, "none");
        Assert.Contains(missing, Assert.ThrowsExactly<DirectoryNotFoundException>(() => DataFolder.Find(missing)).Message);
    }

    [TestMethod]
    public void WithoutOneTheFlowersAreFound()
    {
        string flowers = TestPaths.RequireData("flower-photos-small");
        Assert.AreEqual(Path.GetFullPath(flowers), DataFolder.Find(given: null));
    }

    [TestMethod]
    public void WhereThereAreNoneTheMessageSaysWhatToDo()
    {
        using PhotoFolder empty = new();
        string? before = Environment.GetEnvironmentVariable("MUON_DATA_DIR");
        Environment.SetEnvironmentVariable("MUON_DATA_DIR", empty.Path);
        try
        {
            string message = Assert.ThrowsExactly<DirectoryNotFoundException>(() => DataFolder.Find(given: null)).Message;
            Assert.Contains(Path.Combine(empty.Path, "flower-photos-small"), message);
            Assert.Contains("MUON_DATA_DIR", message);
            Assert.Contains("a sub-folder of pictures for each class", message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUON_DATA_DIR", before);
        }
    }
}
