using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

namespace Muon.MLNet.Tests.Catalog;

[TestClass]
public sealed class MuonDataCatalogTests
{
    private readonly MLContext _context = new(seed: 1);
    private string _folder = string.Empty;

    [TestInitialize]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("muon-folder-").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Photographs_AreListedByClass()
    {
        string folder = TestPaths.RequireData("flower-photos-small");
        Row[] rows = Read(_context.Data.LoadImagesFromFolder(folder));
        Assert.HasCount(200, rows);
        CollectionAssert.AreEqual(new[] { "daisy", "dandelion", "roses", "sunflowers", "tulips" }, rows.Select(row => row.Label).Distinct().ToArray());
        Assert.IsTrue(rows.All(row => File.Exists(row.ImagePath) && Path.IsPathFullyQualified(row.ImagePath)));
        CollectionAssert.AreEqual(rows.Select(row => row.ImagePath).Order(StringComparer.Ordinal).ToArray(), rows.Select(row => row.ImagePath).ToArray());
    }

    [TestMethod]
    public void LoadUprightImage_TurnsAPhotograph_AndNamesAFileThatIsNone()
    {
        string folder = TestPaths.RequireData("exif-orientation");
        using MLImage upright = _context.Data.LoadUprightImage(Path.Combine(folder, "Portrait_1.jpg"));
        using MLImage turned = _context.Data.LoadUprightImage(Path.Combine(folder, "Portrait_6.jpg"));

        Assert.AreEqual((1200, 1800), (turned.Width, turned.Height));
        Assert.AreEqual(Path.Combine(folder, "Portrait_6.jpg"), turned.Tag);
        Assert.IsLessThan(3, upright.GetBGRPixels.Zip(turned.GetBGRPixels, (a, b) => Math.Abs(a - b)).Average());
        Assert.IsTrue(turned.Pixels[3] == byte.MaxValue && turned.PixelFormat == MLPixelFormat.Rgba32);
        string notes = Path.Combine(_folder, "notes.jpg");
        File.WriteAllText(notes, "notes");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _context.Data.LoadUprightImage(notes)).Message, notes);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _context.Data.LoadUprightImage(Path.Combine(_folder, "none.jpg"))).Message, "does not exist");
    }

    [TestMethod]
    public void FilesAreSortedCharacterByCharacter_AndTheClassIsTheOutermostSubFolder()
    {
        Create("b/2.jpg", "b/10.JPG", "a/z/deep/1.webp", "a/y.Jpeg", "B/1.png", "a-b/1.gif", "a/notes.txt", "ä/1.bmp", "LICENSE.txt", "empty/readme.md");
        Assert.AreEqual("B:B/1.png a-b:a-b/1.gif a:a/y.Jpeg a:a/z/deep/1.webp b:b/10.JPG b:b/2.jpg ä:ä/1.bmp", Listed());
    }

    [TestMethod]
    public void HiddenFilesAndFolders_AreLeftOut()
    {
        Create("a/1.jpg", "a/._1.jpg", ".cache/2.jpg", "a/.thumbnails/3.jpg");
        Assert.AreEqual("a:a/1.jpg", Listed());
    }

    [TestMethod]
    public void LinksAreFollowed_ExceptToAFolderAroundThem()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Links need rights on Windows.");
        }

        Create("pictures/a/1.jpg", "elsewhere/2.jpg");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "pictures", "b"), Path.Combine(_folder, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "pictures", "a", "loop"), Path.Combine(_folder, "pictures"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "elsewhere", "self"), ".");
        File.CreateSymbolicLink(Path.Combine(_folder, "pictures", "a", "3.jpg"), Path.Combine(_folder, "elsewhere", "2.jpg"));
        Assert.AreEqual("a:a/1.jpg a:a/3.jpg b:b/2.jpg", Listed(Path.Combine(_folder, "pictures")));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "pictures"));
        Assert.AreEqual("a:a/1.jpg a:a/3.jpg b:b/2.jpg", Listed(Path.Combine(_folder, "link")));
    }

    [TestMethod]
    public void NamesExtensionsAndDepth_CanBeChosen()
    {
        Create("a/1.jpg", "a/2.PPM", "a/deep/3.ppm", "b/4.ppm");
        IDataView view = _context.Data.LoadImagesFromFolder(_folder, "File", "Kind", ["ppm"], recursive: false);
        CollectionAssert.AreEqual(new[] { "File", "Kind" }, view.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "2.PPM", "4.ppm" }, view.GetColumn<string>("File").Select(Path.GetFileName).ToArray());
        CollectionAssert.AreEqual(new[] { "a", "b" }, view.GetColumn<string>("Kind").ToArray());
        Assert.HasCount(3, _context.Data.LoadImagesFromFolder(_folder, extensions: [".ppm"]).GetColumn<string>("Label"));
    }

    [TestMethod]
    public void WithoutLabels_PicturesMayLieInTheFolderItself()
    {
        Create("1.jpg", "a/2.jpg");
        IDataView view = _context.Data.LoadImagesFromFolder(_folder, labelColumnName: null);
        Assert.IsNull(view.Schema.GetColumnOrNull("Label"));
        CollectionAssert.AreEqual(new[] { "1.jpg", "2.jpg" }, view.GetColumn<string>("ImagePath").Select(Path.GetFileName).ToArray());
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => _context.Data.LoadImagesFromFolder(_folder));
        Assert.Contains("'1.jpg' lies directly in '" + _folder, error.Message);
    }

    [TestMethod]
    public void WhereThereIsNothing_TheErrorNamesTheFolder()
    {
        Create("empty/readme.md");
        Assert.Contains($"no pictures in '{_folder}'", Assert.ThrowsExactly<InvalidOperationException>(() => _context.Data.LoadImagesFromFolder(_folder)).Message);
        string missing = Path.Combine(_folder, "missing");
        Assert.Contains(missing, Assert.ThrowsExactly<DirectoryNotFoundException>(() => _context.Data.LoadImagesFromFolder(missing)).Message);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => _context.Data.LoadImagesFromFolder(Path.Combine(_folder, "empty", "readme.md")));
    }

    [TestMethod]
    public void ArgumentsThatMakeNoSense_AreRefused()
    {
        Create("a/1.jpg");
        Assert.ThrowsExactly<ArgumentException>(() => _context.Data.LoadImagesFromFolder(string.Empty));
        Assert.ThrowsExactly<ArgumentException>(() => _context.Data.LoadImagesFromFolder(_folder, imagePathColumnName: string.Empty));
        Assert.ThrowsExactly<ArgumentException>(() => _context.Data.LoadImagesFromFolder(_folder, "Label"));
        Assert.ThrowsExactly<ArgumentException>(() => _context.Data.LoadImagesFromFolder(_folder, extensions: []));
        Assert.ThrowsExactly<ArgumentException>(() => _context.Data.LoadImagesFromFolder(_folder, extensions: ["."]));
    }

    private string Listed(string? folder = null)
    {
        folder ??= _folder;
        return string.Join(' ', Read(_context.Data.LoadImagesFromFolder(folder)).Select(row => $"{row.Label}:{Path.GetRelativePath(folder, row.ImagePath).Replace('\\', '/')}"));
    }

    private Row[] Read(IDataView view) => [.. _context.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];

    private void Create(params string[] files)
    {
        foreach (string file in files)
        {
            string path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = string.Empty;

        public string Label { get; set; } = string.Empty;
    }
}
