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
        using (PictureCache cache = new(Length, memory, _folder, Count))
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
        using PictureCache cache = new(Length, 0, Path.Combine(file, "inside"), Count);

        IOException error = Assert.ThrowsExactly<IOException>(() => cache.Write(0, Record(0)));

        StringAssert.Contains(error.Message, file);
        StringAssert.Contains(error.Message, "CacheBytes");
        StringAssert.Contains(error.Message, "TempFilePath");
    }

    /// <summary>No disk has 2^60 bytes, and no file may be as long.</summary>
    [TestMethod]
    public void ADiskWithTooLittleSpace_IsFoundBeforeAnythingIsWritten_AndNothingIsLeftBehind()
    {
        const int length = 1 << 20;
        using PictureCache cache = new(length, 3L * length, _folder, records: (1L << 40) + 3);

        IOException error = Assert.ThrowsExactly<IOException>(cache.Reserve);

        StringAssert.Contains(error.Message, $"a file of {1L << 60} bytes in '{_folder}'");
        StringAssert.Contains(error.Message, "CacheBytes");
        StringAssert.Contains(error.Message, "TempFilePath");
        Assert.IsEmpty(Directory.GetFiles(_folder));
        Assert.AreEqual(0, cache.MemoryBytes);
    }

    [TestMethod]
    public void Reserve_TakesNoFile_WhereAllFitsIntoMemory_AndMoreRecordsThanExpectedMayFollow()
    {
        using PictureCache cache = new(Length, 4 * Length, _folder, records: 4);
        cache.Reserve();
        Assert.IsNull(cache.FilePath);

        for (int i = 0; i < Count; i++)
        {
            cache.Write(i, Record(i));
        }

        byte[] read = new byte[Length];
        cache.Read(Count - 1, read);
        CollectionAssert.AreEqual(Record(Count - 1), read);
    }

    private static byte[] Record(int index) => [.. Enumerable.Range(0, Length).Select(i => (byte)((index * 31) + i))];
}
