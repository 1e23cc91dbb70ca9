using Muon.MLNet.Images.Augmentation;

namespace Muon.MLNet.Tests.Images.Augmentation;

[TestClass]
public sealed class PictureDiceTests
{
    private const int Draws = 20_000;

    // The first number of neighbouring pictures is what their changes hang on.
    [TestMethod]
    public void First_numbers_of_neighbouring_pictures_are_spread_evenly_and_unrelated()
    {
        double[] shares = [.. Enumerable.Range(0, Draws).Select(index => new PictureDice(1, 1, index, DicePurpose.Place).Share())];
        int[] counts = new int[10];
        foreach (double share in shares)
        {
            counts[(int)(share * 10)]++;
        }

        double chiSquared = counts.Sum(count => (count - (Draws / 10.0)) * (count - (Draws / 10.0)) / (Draws / 10.0));
        Assert.IsLessThan(27.9, chiSquared); // 9 degrees of freedom: one in a thousand
        double product = shares.Zip(shares.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Average();
        Assert.AreEqual(0, product, 4 / (12 * Math.Sqrt(Draws)));
    }

    [TestMethod]
    public void Seed_epoch_index_and_purpose_are_not_interchangeable()
    {
        (int, int, int, int)[] keys = [.. from a in Enumerable.Range(-2, 5) from b in Enumerable.Range(0, 5) from c in Enumerable.Range(0, 5) from d in Enumerable.Range(0, 5) select (a, b, c, d)];
        Assert.HasCount(keys.Length, keys.Select(key => new PictureDice(key.Item1, key.Item2, key.Item3, (DicePurpose)key.Item4).Share()).Distinct().ToArray());
        Assert.AreEqual(new PictureDice(1, 2, 3, DicePurpose.Mix).Share(), new PictureDice(1, 2, 3, DicePurpose.Mix).Share());
    }

    [TestMethod]
    public void Normal_numbers_have_the_moments_of_their_distribution()
    {
        PictureDice dice = new(1, 1, 1, DicePurpose.Erase);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => dice.Normal())];
        Assert.AreEqual(0, values.Average(), 4 / Math.Sqrt(Draws));
        Assert.AreEqual(1, values.Average(x => x * x), 4 * Math.Sqrt(2.0 / Draws));
        Assert.AreEqual(3, values.Average(x => x * x * x * x), 4 * Math.Sqrt(96.0 / Draws));
    }

    [TestMethod]
    public void Permutations_are_equally_probable()
    {
        PictureDice dice = new(1, 1, 1, DicePurpose.Mix);
        var counts = Enumerable.Range(0, 6000).Select(_ => string.Join(',', dice.Permutation(3))).GroupBy(x => x, StringComparer.Ordinal).ToArray();
        Assert.HasCount(6, counts);
        Assert.IsTrue(counts.All(group => group.Count() is > 880 and < 1120));
    }

    // Mean 1/2 and variance 1/(4(2α + 1)); for small α nearly all is at the ends.
    [TestMethod]
    [DataRow(0.001)]
    [DataRow(0.2)]
    [DataRow(1.0)]
    [DataRow(5.0)]
    [DataRow(100.0)]
    public void Beta_has_the_moments_of_its_distribution(double alpha)
    {
        PictureDice dice = new(1, 1, 1, DicePurpose.Mix);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => BetaDraw.Draw(dice, alpha))];
        double variance = 1 / (4 * ((2 * alpha) + 1));
        Assert.IsTrue(values.All(x => x is >= 0 and <= 1));
        Assert.AreEqual(0.5, values.Average(), 4 * Math.Sqrt(variance / Draws));
        Assert.AreEqual(variance, values.Average(x => (x - 0.5) * (x - 0.5)), 0.04 * variance);
    }

    [TestMethod]
    public void Beta_of_one_is_uniform()
    {
        PictureDice dice = new(1, 1, 1, DicePurpose.Mix);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => BetaDraw.Draw(dice, 1)).Order()];
        double distance = values.Select((x, i) => Math.Abs(x - ((i + 0.5) / Draws))).Max();
        Assert.IsLessThan(1.95 / Math.Sqrt(Draws), distance); // Kolmogorov and Smirnov: one in a thousand
    }
}
