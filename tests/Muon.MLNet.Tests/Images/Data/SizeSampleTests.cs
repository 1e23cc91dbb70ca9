using Microsoft.ML;
using Muon.MLNet.Images;
using Muon.MLNet.Tests.TestData;

namespace Muon.MLNet.Tests.Images.Data;

[TestClass]
public sealed class SizeSampleTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly PictureFiles _files = new();

    [TestCleanup]
    public void DeleteFiles() => _files.Dispose();

    /// <summary>The first rows are of another size than most.</summary>
    [TestMethod]
    [DataRow("Path")]
    [DataRow("Encoded")]
    [DataRow("Image")]
    public void TheSize_IsThatOfMostPictures_WhateverTheFirstRowsAre(string kind)
    {
        string small = _files.Write("small.png", 20, 20, 90);
        string large = _files.Write("large.png", 100, 100, 90);
        IDataView view = View([.. Enumerable.Repeat(small, 40), .. Enumerable.Repeat(large, 160)], kind);

        using ImageData data = Reader(kind).Read(view);

        Assert.AreEqual(96, data.Plan.Network.Height, data.SizeReason);
        StringAssert.Contains(data.SizeReason, "median is 100×100");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(65)]
    [DataRow(200)]
    public void UpTo64Rows_EvenlySpread_AreLookedAt(int count)
    {
        IDataView view = View([.. Enumerable.Range(0, count).Select(i => _files.Write($"{i}.png", i + 1, 1, 0))], "Path");

        int[] rows = Sample(view, count);

        Assert.HasCount(Math.Min(count, 64), rows);
        int[] steps = [.. rows.Append(count + rows[0]).Zip([.. rows.Skip(1), count + rows[0]], (from, to) => to - from).Take(rows.Length)];
        Assert.IsLessThanOrEqualTo(1, steps.Max() - steps.Min(), string.Join(' ', rows));
        CollectionAssert.AreEqual(rows, Sample(view, count), "the same rows again");
    }

    [TestMethod]
    public void DamagedPictures_AreLeftOut()
    {
        IDataView view = View([_files.Write("0.png", 7, 3, 0), _files.WriteBytes("1.png", 1, 2, 3), Path.Combine(_files.Folder, "missing.png")], "Path");

        CollectionAssert.AreEqual(new[] { 6 }, Sample(view, 3));
    }

    /// <summary>The rows that were looked at, told by the width.</summary>
    private static int[] Sample(IDataView view, int count) =>
        [.. SizeSample.Read(view, view.Schema["Path"], ImageInputKind.Path, count, CancellationToken.None).Select(size => size.Width - 1)];

    private ImageDataReader Reader(string column) => new(new MuonImageClassificationTrainer.Options { ImageColumnName = column }, seed: 1, _files.Folder);

    private IDataView View(string[] paths, string kind)
    {
        IDataView rows = Stripes.Keyed(_context, _context.Data.LoadFromEnumerable(paths.Select((path, i) => new PathRow { Path = path, Label = i % 2 == 0 ? "a" : "b" }).ToArray()));
        IEstimator<ITransformer>? loader = kind switch
        {
            "Encoded" => _context.Transforms.LoadRawImageBytes(kind, "", "Path"),
            "Image" => _context.Transforms.LoadImages(kind, "", "Path"),
            _ => null,
        };
        return loader is null ? rows : loader.Fit(rows).Transform(rows);
    }
}
