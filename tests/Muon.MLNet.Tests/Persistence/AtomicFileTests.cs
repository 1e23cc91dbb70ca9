using Muon.MLNet.Persistence;

namespace Muon.MLNet.Tests.Persistence;

[TestClass]
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;

    private string FilePath => Path.Combine(_folder, "file");

    [TestMethod]
    public void WhatIsWritten_IsThereAlone()
    {
        AtomicFile.Write(FilePath, stream => stream.Write("first"u8));
        AtomicFile.Write(FilePath, stream => stream.Write("second"u8));

        Assert.AreEqual("second", File.ReadAllText(FilePath));
        CollectionAssert.AreEqual(new[] { FilePath }, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void UntilItIsWhole_TheFileBeforeStays()
    {
        AtomicFile.Write(FilePath, stream => stream.Write("first"u8));

        AtomicFile.Write(FilePath, stream =>
        {
            stream.Write("second"u8);
            stream.Flush();
            Assert.AreEqual("first", File.ReadAllText(FilePath));
        });

        Assert.AreEqual("second", File.ReadAllText(FilePath));
    }

    [TestMethod]
    public void AFailure_LeavesTheFileBefore_AndNothingElse()
    {
        AtomicFile.Write(FilePath, stream => stream.Write("first"u8));

        Assert.ThrowsExactly<InvalidOperationException>(() => AtomicFile.Write(FilePath, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("Something failed.");
        }));

        Assert.AreEqual("first", File.ReadAllText(FilePath));
        CollectionAssert.AreEqual(new[] { FilePath }, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void AMissingFolder_IsSaid() =>
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_folder, "none", "file"), stream => stream.Write("text"u8)));

    [TestMethod]
    public void AFolderOfTheName_IsNotReplaced()
    {
        Directory.CreateDirectory(FilePath);

        Exception error = Assert.Throws<Exception>(() => AtomicFile.Write(FilePath, stream => stream.Write("text"u8)));

        Assert.IsTrue(error is IOException or UnauthorizedAccessException, error.ToString());
        CollectionAssert.AreEqual(new[] { FilePath }, Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
