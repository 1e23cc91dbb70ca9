using Muon.MLNet.Images;

namespace Muon.MLNet.Tests.Images.Data;

[TestClass]
public sealed class PictureCacheTests
{
    private const int Length = 7;
    private const int Count = 40;
    private string _folder = "";

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("muon").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(0L, true)]
    [DataRow(100L, true)]
    [DataRow(1_000_000L, false)]
    public void Records_ComeBack_WhereverTheyAreKept(long memory, bool needsFile)
    {
        using (PictureCache cache = new(Length, memory, _folder))
        {
            Parallel.For(0, Count, i => cache.Write(i, Record(i)));

            byte[] read = new byte[Length];
            for (int i = Count - 1; i >= 0; i--)
            {
                cache.Read(i, read);
                CollectionAssert.AreEqual(Record(i), read);
            }

            Assert.AreEqual(needsFile, cache.FilePath is not null);
        }

        Assert.IsEmpty(Directory.GetFiles(_folder), "the file is removed");
    }

    [TestMethod]
    public void AFolderThatCannotBeMade_IsAnErrorThatSaysWhatToDo()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        using PictureCache cache = new(Length, 0, Path.Combine(file, "inside"));

        IOException error = Assert.ThrowsExactly<IOException>(() => cache.Write(0, Record(0)));

        StringAssert.Contains(error.Message, file);
        StringAssert.Contains(error.Message, "CacheBytes");
        StringAssert.Contains(error.Message, "TempFilePath");
    }

    private static byte[] Record(int index) => [.. Enumerable.Range(0, Length).Select(i => (byte)((index * 31) + i))];
}
