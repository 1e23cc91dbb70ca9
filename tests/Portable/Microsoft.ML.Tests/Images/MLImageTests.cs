using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Images in memory; the expectations are what ML.NET 5.0.1 answers.</summary>
[TestClass]
public sealed class MLImageTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))];

    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32)]
    [DataRow(MLPixelFormat.Rgba32)]
    public void KeepsACopyOfItsPixels(MLPixelFormat format)
    {
        byte[] given = [.. Bytes];
        using MLImage image = MLImage.CreateFromPixels(3, 2, format, given);
        given[0] = 77;
        Assert.AreEqual(3, image.Width);
        Assert.AreEqual(2, image.Height);
        Assert.AreEqual(32, image.BitsPerPixel);
        Assert.AreEqual(format, image.PixelFormat);
        CollectionAssert.AreEqual(Bytes, image.Pixels.ToArray());
        Assert.IsNull(image.Tag);
        image.Tag = "t";
        Assert.AreEqual("t", image.Tag);
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32, new byte[] { 7, 8, 9, 255 }, new byte[] { 7, 8, 9 })]
    [DataRow(MLPixelFormat.Rgba32, new byte[] { 7, 8, 9, 255 }, new byte[] { 9, 8, 7 })]
    [DataRow(MLPixelFormat.Bgra32, new byte[] { 0, 10, 20, 30 }, new byte[] { 0, 85, 170 })]
    [DataRow(MLPixelFormat.Bgra32, new byte[] { 200, 10, 20, 0 }, new byte[] { 0, 0, 0 })]
    [DataRow(MLPixelFormat.Bgra32, new byte[] { 200, 10, 20, 30 }, new byte[] { 164, 85, 170 })]
    public void GivesBlueGreenAndRed(MLPixelFormat format, byte[] pixel, byte[] expected)
    {
        using MLImage image = MLImage.CreateFromPixels(1, 1, format, pixel);
        CollectionAssert.AreEqual(expected, image.GetBGRPixels);
    }

    [TestMethod]
    public void ADisposedImageRefusesEverything()
    {
        MLImage image = MLImage.CreateFromPixels(3, 2, MLPixelFormat.Bgra32, Bytes);
        image.Dispose();
        image.Dispose();
        Action[] uses =
        [
            () => _ = image.Width, () => _ = image.Height, () => _ = image.PixelFormat, () => _ = image.BitsPerPixel, () => _ = image.Pixels.Length,
            () => _ = image.GetBGRPixels, () => _ = image.Tag, () => image.Tag = "t",
        ];
        Array.ForEach(uses, use => Assert.ThrowsExactly<InvalidOperationException>(use));
    }

    [TestMethod]
    [DataRow(0, 2, MLPixelFormat.Bgra32, 0, "width")]
    [DataRow(3, -2, MLPixelFormat.Bgra32, 24, "height")]
    [DataRow(3, 2, MLPixelFormat.Unknown, 24, "pixelFormat")]
    [DataRow(3, 2, MLPixelFormat.Bgra32, 23, null)]
    [DataRow(3, 2, MLPixelFormat.Rgba32, 25, null)]
    public void RefusesOtherPixels(int width, int height, MLPixelFormat format, int bytes, string parameter) =>
        Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(width, height, format, new byte[bytes])).ParamName);

    [TestMethod]
    public void TypesCompareBySize()
    {
        var type = new ImageDataViewType(2, 3);
        Assert.AreEqual("Image<2, 3>", type.ToString());
        Assert.AreEqual("Image", new ImageDataViewType().ToString());
        Assert.AreEqual(typeof(MLImage), type.RawType);
        Assert.AreEqual(2, type.Height);
        Assert.AreEqual(3, type.Width);
        Assert.IsTrue(type.Equals(new ImageDataViewType(2, 3)));
        Assert.AreEqual(new ImageDataViewType(2, 3).GetHashCode(), type.GetHashCode());
        Assert.IsFalse(type.Equals(new ImageDataViewType(3, 2)));
        Assert.IsFalse(type.Equals(new ImageDataViewType()));
        Assert.AreEqual("height", Fails(() => new ImageDataViewType(0, 3)));
        Assert.AreEqual("width", Fails(() => new ImageDataViewType(3, -1)));
        Assert.AreEqual("height", Fails(() => new ImageDataViewType(40000, 40000)));
        Assert.IsTrue(new ImageTypeAttribute(2, 3).Equals(new ImageTypeAttribute(2, 3)));
        Assert.AreEqual(new ImageTypeAttribute(2, 3).GetHashCode(), new ImageTypeAttribute(2, 3).GetHashCode());
        Assert.IsFalse(new ImageTypeAttribute(2, 3).Equals(new ImageTypeAttribute()));
        Assert.AreEqual("width", Fails(() => new ImageTypeAttribute(0, 0)));
    }

    [TestMethod]
    public void AnAttributeRegistersItsTypeMoreThanOnce()
    {
        DataViewTypeAttribute attribute = new ImageTypeAttribute(2, 3);
        attribute.Register();
        attribute.Register();
        DataViewTypeManager.Register(new ImageDataViewType(2, 3), typeof(MLImage), attribute);
    }

    [TestMethod]
    public void ImagesGoThroughADataView()
    {
        var context = new MLContext(1);
        Picture[] rows = [new() { Image = Blank(3, 2), Id = 1 }, new() { Image = null, Id = 2 }, new() { Image = Blank(5, 5), Id = 3 }];
        IDataView data = context.Data.LoadFromEnumerable(rows);
        Assert.AreEqual("Image<2, 3>", data.Schema[nameof(Picture.Image)].Type.ToString());
        foreach (bool reuse in new[] { false, true })
        {
            foreach (Picture back in context.Data.CreateEnumerable<Picture>(data, reuse))
            {
                Assert.AreSame(rows[back.Id - 1].Image, back.Image);
            }
        }

        Assert.AreEqual(3, context.Data.CreateEnumerable<OtherSize>(data, reuseRowObject: false, ignoreMissingColumns: true).Count());
        Assert.AreEqual(5, rows[2].Image.Width);
        Fails(() => context.Data.LoadFromEnumerable(new[] { new NoSize() }));
        Fails(() => context.Data.LoadFromEnumerable(new[] { new NoAttribute() }));
    }

    [TestMethod]
    public void ImagesGoThroughAPredictionEngine()
    {
        var context = new MLContext(1);
        Picture given = new() { Image = Blank(3, 2), Id = 7 };
        ITransformer model = context.Transforms.CopyColumns("Copy", nameof(Picture.Id)).Fit(context.Data.LoadFromEnumerable(new[] { given }));
        using PredictionEngine<Picture, Picture> engine = context.Model.CreatePredictionEngine<Picture, Picture>(model);
        Assert.AreSame(given.Image, engine.Predict(given).Image);
        Assert.IsNull(engine.Predict(new Picture()).Image);
        Assert.AreEqual(3, given.Image.Width);
    }

    private static string Fails(Func<object> action) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(action).ParamName;

    private static MLImage Blank(int width, int height) => MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, new byte[4 * width * height]);

    public class Picture
    {
        public int Id;

        [ImageType(2, 3)]
        public MLImage Image { get; set; }
    }

    public class OtherSize
    {
        [ImageType(4, 4)]
        public MLImage Image { get; set; }
    }

    public class NoSize
    {
        [ImageType]
        public MLImage Image;
    }

    public class NoAttribute
    {
        public MLImage Image;
    }
}
