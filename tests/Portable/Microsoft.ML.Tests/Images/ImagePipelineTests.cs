using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Muon.Testing;

namespace Muon.Portable.Tests.Images;

/// <summary>Files of pictures, through the transforms that ML.NET users put in front of a trainer.</summary>
[TestClass]
public sealed class ImagePipelineTests
{
    [TestMethod]
    public void Photographs_are_loaded_resized_and_taken_apart()
    {
        string folder = TestPaths.RequireData("flower-photos-small");
        string[] paths = [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(12)];
        MLContext context = new(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable(paths.Select(path => new Row { Path = Path.GetRelativePath(folder, path) }));
        ImageLoadingEstimator loading = context.Transforms.LoadImages("Image", folder, "Path");
        EstimatorChain<ImagePixelExtractingTransformer> pipeline = loading
            .Append(context.Transforms.ResizeImages("Small", 32, 24, "Image", ImageResizingEstimator.ResizingKind.Fill))
            .Append(context.Transforms.ExtractPixels("Pixels", "Small", interleavePixelColors: false, scaleImage: 1 / 255f));
        TransformerChain<ImagePixelExtractingTransformer> model = pipeline.Fit(rows);

        Pixels[] read = [.. context.Data.CreateEnumerable<Pixels>(model.Transform(rows), reuseRowObject: false)];
        Assert.AreEqual(folder, loading.Fit(rows).ImageFolder);
        Assert.HasCount(12, read);
        foreach (float[] pixels in read.Select(row => row.Values))
        {
            Assert.HasCount(3 * 32 * 24, pixels);
            Assert.IsTrue(pixels.All(value => value is >= 0 and <= 1));
            Assert.IsGreaterThan(0.01f, pixels.Max() - pixels.Min());
        }
    }

    [TestMethod]
    public void The_transforms_survive_saving_and_loading()
    {
        string folder = TestPaths.RequireData("flower-photos-small");
        string path = Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        MLContext context = new(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable([new Row { Path = Path.GetRelativePath(folder, path) }]);
        ITransformer model = context.Transforms.LoadImages("Image", folder, "Path")
            .Append(context.Transforms.ResizeImages("Image", 16, 16, "Image", ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Top))
            .Append(context.Transforms.ExtractPixels(
                "Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.Rgb, ImagePixelExtractingEstimator.ColorsOrder.ABGR))
            .Fit(rows);
        using var file = new MemoryStream();
        context.Model.Save(model, rows.Schema, file);
        file.Position = 0;
        ITransformer loaded = new MLContext(seed: 2).Model.Load(file, out DataViewSchema _);

        float[] before = context.Data.CreateEnumerable<Pixels>(model.Transform(rows), reuseRowObject: false).Single().Values;
        float[] after = context.Data.CreateEnumerable<Pixels>(loaded.Transform(rows), reuseRowObject: false).Single().Values;
        CollectionAssert.AreEqual(before, after);
        Assert.HasCount(3 * 16 * 16, before);
    }

    [TestMethod]
    public void Raw_bytes_are_those_of_the_file()
    {
        string folder = TestPaths.RequireData("exif-orientation");
        string path = Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).First();
        MLContext context = new(seed: 1);
        IDataView rows = context.Data.LoadFromEnumerable([new Row { Path = Path.GetFileName(path) }]);
        IDataView read = context.Transforms.LoadRawImageBytes("Bytes", folder, "Path").Fit(rows).Transform(rows);
        CollectionAssert.AreEqual(File.ReadAllBytes(path), context.Data.CreateEnumerable<Raw>(read, reuseRowObject: false).Single().Bytes);
    }

    [TestMethod]
    public void Good_pictures_of_the_suite_are_decoded_and_broken_ones_refused()
    {
        string folder = TestPaths.RequireData("pngsuite");
        int good = 0, broken = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*.png"))
        {
            using FileStream stream = File.OpenRead(path);
            if (Path.GetFileName(path).StartsWith('x'))
            {
                Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromFile(path), path);
                Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromStream(stream), path);
                broken++;
                continue;
            }

            using MLImage fromFile = MLImage.CreateFromFile(path);
            using MLImage fromStream = MLImage.CreateFromStream(stream);
            Assert.IsGreaterThan(0, fromFile.Width);
            Assert.IsTrue(fromFile.Pixels.SequenceEqual(fromStream.Pixels), path);
            good++;
        }

        Assert.AreEqual(14, broken);
        Assert.IsGreaterThan(150, good);
    }

    [TestMethod]
    public void A_picture_saved_without_loss_comes_back()
    {
        byte[] pixels = [.. Enumerable.Range(0, 5 * 3 * 4).Select(i => i % 4 == 3 ? (byte)255 : (byte)(i * 7))];
        using MLImage image = MLImage.CreateFromPixels(5, 3, MLPixelFormat.Bgra32, pixels);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        try
        {
            image.Save(path);
            using MLImage read = MLImage.CreateFromFile(path);
            Assert.AreEqual((5, 3), (read.Width, read.Height));
            CollectionAssert.AreEqual(pixels, read.Pixels.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("This is a text and no picture.")]
    public void A_file_that_is_no_picture_is_refused(string content)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        File.WriteAllText(path, content);
        try
        {
            Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromFile(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Row
    {
        public string Path { get; set; }
    }

    private sealed class Pixels
    {
        [ColumnName("Pixels")]
        public float[] Values { get; set; }
    }

    private sealed class Raw
    {
        public byte[] Bytes { get; set; }
    }
}
