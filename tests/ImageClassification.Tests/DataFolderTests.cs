using ImageClassification.Data;
using Muon.Testing;

namespace ImageClassification.Tests;

[TestClass]
public sealed class DataFolderTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void LoadsTheFourFiles(bool packed)
    {
        using IdxFolder folder = new();
        folder.WritePart("train", 7, 4, 5, packed);
        folder.WritePart("t10k", 3, 4, 5, packed);

        (PictureSet train, PictureSet test) = DataFolder.Load(folder.Path);

        Assert.AreEqual((7, 3), (train.Count, test.Count));
        Assert.AreEqual((4, 5), (train.Height, train.Width));
        Picture second = train.Rows().ElementAt(1);
        Assert.AreEqual("1", second.Label);
        Assert.AreEqual(20 / 255f, second.Image[0]);
        Assert.HasCount(2, train.Take(2).Rows());
        Assert.AreEqual(7, train.Take(100).Count);
    }

    [TestMethod]
    public void AMissingFileIsNamed()
    {
        using IdxFolder folder = new();
        folder.WritePart("train", 7, 4, 5, packed: false);
        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => DataFolder.Load(folder.Path));
        Assert.Contains("t10k-images-idx3-ubyte", error.Message);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => DataFolder.Load(folder.File("none")));
    }

    [TestMethod]
    public void PartsThatDoNotFitAreErrors()
    {
        using IdxFolder folder = new();
        folder.WritePart("train", 7, 4, 5, packed: false);
        folder.WritePart("t10k", 3, 5, 4, packed: false);
        Assert.ThrowsExactly<InvalidDataException>(() => DataFolder.Load(folder.Path));

        folder.WritePart("t10k", 3, 4, 5, packed: false);
        folder.Write("t10k-labels-idx1-ubyte", [2], [1, 2]);
        Assert.ThrowsExactly<InvalidDataException>(() => DataFolder.Load(folder.Path));
    }

    [TestMethod]
    public void LoadsMnist()
    {
        (PictureSet train, PictureSet test) = DataFolder.Load(TestPaths.RequireData("mnist"));

        Assert.AreEqual((60_000, 10_000), (train.Count, test.Count));
        Assert.AreEqual((28, 28, 10), (train.Height, train.Width, train.ClassCount));
        string firstTen = string.Concat(test.Take(10).Rows().Select(r => r.Label));
        Assert.AreEqual("7210414959", firstTen);
    }
}
