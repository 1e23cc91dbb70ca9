using ImageClassification.Drawing;
using Microsoft.ML.Data;

namespace ImageClassification.Tests;

[TestClass]
public sealed class DigitFolderTests
{
    [TestMethod]
    public void ThePicturesOfTheModelBuilderSampleAreDrawnByThisProgram()
    {
        string sample = Path.Combine(Repository(), "samples", "ModelBuilder", "digits");
        string folder = Directory.CreateTempSubdirectory("digits-").FullName;
        try
        {
            DigitFolder.Write(folder, DigitFolder.DefaultPerClass, seed: 1);
            string[] expected = Names(sample);
            Assert.HasCount(200, expected);
            CollectionAssert.AreEqual(expected, Names(folder));
            foreach (string name in expected)
            {
                // Sines and exponentials may differ in their last bits elsewhere, and so a pixel's rounding.
                byte[] there = Pixels(Path.Combine(sample, name)), here = Pixels(Path.Combine(folder, name));
                Assert.IsLessThanOrEqualTo(1, there.Zip(here, (a, b) => Math.Abs(a - b)).Max(), name);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void AFileHoldsThePixels()
    {
        string folder = Directory.CreateTempSubdirectory("digits-").FullName;
        try
        {
            byte[] pixels = [.. DigitPainter.Draw(1, seed: 3).Pixels(0)[..(28 * 20)]];
            PngFile.Write(Path.Combine(folder, "part.png"), pixels, width: 28);
            using MLImage image = MLImage.CreateFromFile(Path.Combine(folder, "part.png"));
            Assert.AreEqual((28, 20), (image.Width, image.Height));
            CollectionAssert.AreEqual(pixels, Pixels(Path.Combine(folder, "part.png")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    // One of the colours, which are equal.
    private static byte[] Pixels(string file)
    {
        using MLImage image = MLImage.CreateFromFile(file);
        return [.. image.Pixels.ToArray().Where((_, i) => i % 4 == 0)];
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Muon.MLNet.sln")))
        {
            folder = folder.Parent;
        }

        if (folder is null)
        {
            Assert.Inconclusive("The tests do not lie in the repository.");
        }

        return folder!.FullName;
    }
}
