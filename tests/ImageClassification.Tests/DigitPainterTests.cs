using ImageClassification.Data;
using ImageClassification.Drawing;

namespace ImageClassification.Tests;

[TestClass]
public sealed class DigitPainterTests
{
    [TestMethod]
    public void ASeedAlwaysDrawsTheSame()
    {
        PictureSet once = DigitPainter.Draw(50, seed: 3), again = DigitPainter.Draw(50, seed: 3), other = DigitPainter.Draw(50, seed: 4);
        PictureSet tail = DigitPainter.Draw(20, seed: 3, first: 30);
        for (int i = 0; i < once.Count; i++)
        {
            Assert.IsTrue(once.Pixels(i).SequenceEqual(again.Pixels(i)));
            Assert.IsFalse(once.Pixels(i).SequenceEqual(other.Pixels(i)));
        }

        for (int i = 0; i < tail.Count; i++)
        {
            Assert.IsTrue(tail.Pixels(i).SequenceEqual(once.Pixels(30 + i)));
            Assert.AreEqual(once.Label(30 + i), tail.Label(i));
        }
    }

    [TestMethod]
    public void NoTwoPicturesAreEqual()
    {
        PictureSet pictures = DigitPainter.Draw(2000, seed: 1);
        HashSet<string> seen = [.. Enumerable.Range(0, pictures.Count).Select(i => Convert.ToHexString(pictures.Pixels(i)))];
        Assert.HasCount(pictures.Count, seen);
    }

    [TestMethod]
    public void EveryDigitComesAboutEquallyOften()
    {
        PictureSet pictures = DigitPainter.Draw(2000, seed: 1);
        foreach (IGrouping<string, Picture> digit in pictures.Rows().GroupBy(r => r.Label, StringComparer.Ordinal))
        {
            Assert.IsInRange(140, 260, digit.Count());
        }

        Assert.AreEqual(10, pictures.ClassCount);
    }

    [TestMethod]
    public void InkIsThereAndMostlyInside()
    {
        PictureSet pictures = DigitPainter.Draw(500, seed: 2);
        foreach (Picture picture in pictures.Rows())
        {
            Assert.IsInRange(15, 350, picture.Image.Count(p => p > 0.4f));
            float edge = Enumerable.Range(0, 28).Sum(i => picture.Image[i] + picture.Image[(27 * 28) + i] + picture.Image[28 * i] + picture.Image[(28 * i) + 27]);
            Assert.IsLessThan(picture.Image.Sum() / 4, edge);
        }
    }

    /// <summary>A task that can be learnt, yet not by templates: the nearest mean is often wrong, the nearest picture less often.</summary>
    [TestMethod]
    public void NeitherHopelessNorTrivial()
    {
        PictureSet train = DigitPainter.Draw(2000, seed: 1), test = DigitPainter.Draw(300, seed: 1, first: 2000);
        Picture[] known = [.. train.Rows()], asked = [.. test.Rows()];
        Picture[] means = [.. known.GroupBy(p => p.Label, StringComparer.Ordinal).Select(g => new Picture { Label = g.Key, Image = Mean([.. g]) })];

        double byMean = Accuracy(asked, means), byNeighbour = Accuracy(asked, known);
        Assert.IsInRange(0.3, 0.8, byMean);
        Assert.IsInRange(0.7, 0.97, byNeighbour);
    }

    private static double Accuracy(Picture[] asked, Picture[] known) =>
        asked.Count(a => string.Equals(a.Label, known.MinBy(k => Distance(a.Image, k.Image))!.Label, StringComparison.Ordinal)) / (double)asked.Length;

    private static float[] Mean(Picture[] pictures) =>
        [.. Enumerable.Range(0, 784).Select(i => pictures.Average(p => p.Image[i]))];

    private static float Distance(float[] a, float[] b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
