using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Cli.Report.Sections;
using Muon.Testing;

namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>Pictures as part of the page.</summary>
[TestClass]
public sealed class ThumbnailTests
{
    private const int MostBytes = 40_000;

    [TestMethod]
    public void Photo_IsShrunkWholeAndUpright()
    {
        string file = Directory.EnumerateFiles(TestPaths.RequireData("flower-photos-small"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        using MLImage full = new MLContext(seed: 1).Data.LoadUprightImage(file);

        using MLImage small = Decode(Thumbnail.Of(file), "data:image/jpeg;base64,", out int bytes);

        Assert.AreEqual(Math.Min(Thumbnail.MostSide, Math.Max(full.Width, full.Height)), Math.Max(small.Width, small.Height));
        Assert.AreEqual((double)full.Width / full.Height, (double)small.Width / small.Height, 0.02);
        Assert.IsLessThan(MostBytes, bytes);
    }

    [TestMethod]
    public void SmallPicture_KeepsItsPixels()
    {
        byte[] pixels = [.. Enumerable.Range(0, 8 * 5 * 4).Select(i => i % 4 == 3 ? (byte)255 : (byte)(i * 7))];
        string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".png");
        try
        {
            using MLImage image = MLImage.CreateFromPixels(8, 5, MLPixelFormat.Rgba32, pixels);
            image.Save(file);

            using MLImage kept = Decode(Thumbnail.Of(file), "data:image/png;base64,", out _);

            Assert.AreEqual((8, 5), (kept.Width, kept.Height));
            CollectionAssert.AreEqual(image.GetBGRPixels, kept.GetBGRPixels);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void FileThatIsNoPicture_IsAnErrorThatNamesIt()
    {
        string file = Path.GetTempFileName();
        try
        {
            Exception error = Assert.Throws<InvalidOperationException>(() => Thumbnail.Of(file));
            StringAssert.Contains(error.Message, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static MLImage Decode(string address, string prefix, out int bytes)
    {
        StringAssert.StartsWith(address, prefix);
        byte[] content = Convert.FromBase64String(address[prefix.Length..]);
        bytes = content.Length;
        using MemoryStream stream = new(content);
        return MLImage.CreateFromStream(stream);
    }
}
