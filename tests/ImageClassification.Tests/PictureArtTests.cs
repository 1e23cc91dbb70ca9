using ImageClassification.Data;
using ImageClassification.Display;

namespace ImageClassification.Tests;

[TestClass]
public sealed class PictureArtTests
{
    [TestMethod]
    [DataRow(28, 28)]
    [DataRow(8, 8)]
    [DataRow(17, 31)]
    public void HalvesOfAPictureBecomeHalvesOfTheText(int height, int width)
    {
        byte[] lower = new byte[height * width], none = new byte[height * width];
        lower.AsSpan((height + 1) / 2 * width).Fill(200);
        PictureSet set = new([.. lower, .. none], [1, 2], height, width);

        string[] lines = [.. PictureArt.SideBySide([(0, "one"), (1, "two")], set)];

        Assert.HasCount(8, lines);
        Assert.AreEqual("", lines[0]);
        Assert.AreEqual(new string('█', 14), lines[6]);
        Assert.AreEqual("one             two", lines[7]);
        Assert.IsTrue(lines.All(line => line.Length <= 80));
    }
}
