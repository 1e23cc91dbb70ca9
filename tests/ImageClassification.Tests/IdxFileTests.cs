using ImageClassification.Data;

namespace ImageClassification.Tests;

[TestClass]
public sealed class IdxFileTests
{
    private static readonly int[] s_sizes = [2, 2, 3];
    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 12).Select(i => (byte)(20 * i))];

    [TestMethod]
    [DataRow(false, "a")]
    [DataRow(true, "a.gz")]
    [DataRow(true, "packed-without-the-ending")]
    [DataRow(false, "plain-with-the-ending.gz")]
    public void ReadsPlainAndPackedFiles(bool packed, string name)
    {
        using IdxFolder folder = new();
        (int[] sizes, byte[] bytes) = IdxFile.Read(folder.Write(name, s_sizes, s_bytes, packed), 3);
        CollectionAssert.AreEqual(s_sizes, sizes);
        CollectionAssert.AreEqual(s_bytes, bytes);
    }

    [TestMethod]
    public void ReadsMoreThanOneBlock()
    {
        using IdxFolder folder = new();
        byte[] expected = new byte[3_000_000];
        new Random(5).NextBytes(expected);
        (_, byte[] bytes) = IdxFile.Read(folder.Write("a.gz", [3, 1000, 1000], expected, packed: true), 3);
        CollectionAssert.AreEqual(expected, bytes);
    }

    [TestMethod]
    [DataRow(false, 0)]
    [DataRow(false, 3)]
    [DataRow(false, 10)]
    [DataRow(false, 27)]
    [DataRow(true, 1)]
    [DataRow(true, 12)]
    [DataRow(true, 25)]
    public void ACutOffFileIsAnError(bool packed, int length)
    {
        using IdxFolder folder = new();
        string path = folder.Write("a", s_sizes, s_bytes, packed);
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(length);
        }

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => IdxFile.Read(path, 3));
        Assert.Contains(path, error.Message);
    }

    [TestMethod]
    public void ADamagedPackedFileIsAnError()
    {
        using IdxFolder folder = new();
        string path = folder.Write("a", [1, 100, 100], [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i))], packed: true);
        byte[] content = File.ReadAllBytes(path);
        content.AsSpan(content.Length / 2, 40).Fill(0xff);
        File.WriteAllBytes(path, content);

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => IdxFile.Read(path, 3));
        Assert.Contains(path, error.Message);
    }

    [TestMethod]
    [DataRow(0, 1)] // the two zero bytes
    [DataRow(2, 13)] // floats, not bytes
    [DataRow(3, 1)] // labels, not pictures
    [DataRow(4, 0x80)] // a negative size
    [DataRow(4, 0x7f)] // more than memory
    [DataRow(11, 0)] // no rows
    public void AFalseHeaderIsAnError(int position, int value)
    {
        using IdxFolder folder = new();
        byte[] content = IdxFolder.Content(s_sizes, s_bytes);
        content[position] = (byte)value;
        File.WriteAllBytes(folder.File("a"), content);
        Assert.ThrowsExactly<InvalidDataException>(() => IdxFile.Read(folder.File("a"), 3));
    }

    [TestMethod]
    public void WhatFollowsTheBytesIsAnError()
    {
        using IdxFolder folder = new();
        string path = folder.Write("a", s_sizes, [.. s_bytes, 1]);
        Assert.ThrowsExactly<InvalidDataException>(() => IdxFile.Read(path, 3));
    }

    [TestMethod]
    public void ALargeSizeInAShortFileTakesNoMemory()
    {
        using IdxFolder folder = new();
        string path = folder.Write("a", [60_000, 100, 300], s_bytes);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.ThrowsExactly<InvalidDataException>(() => IdxFile.Read(path, 3));
        Assert.IsLessThan(10_000_000, GC.GetTotalAllocatedBytes(precise: true) - before);
    }
}
