using Muon.Samples;

namespace FlowerPhotos.Tests.Samples;

[TestClass]
public sealed class StratifiedSplitTests
{
    [TestMethod]
    public void EveryClassGivesItsShare()
    {
        Photo[] photos = [.. Photos("large", 100), .. Photos("small", 5), .. Photos("pair", 2), .. Photos("single", 1)];

        (IReadOnlyList<Photo> train, IReadOnlyList<Photo> test) = StratifiedSplit.Of(photos, photo => photo.Label, 0.2, seed: 1);

        foreach ((string label, int learned, int tested) in new[] { ("large", 80, 20), ("small", 4, 1), ("pair", 1, 1), ("single", 1, 0) })
        {
            Assert.AreEqual((learned, tested), (Count(train, label), Count(test, label)), label);
        }

        CollectionAssert.AreEquivalent(photos, train.Concat(test).ToArray());
    }

    [TestMethod]
    public void TheSeedDecidesAndTheOrderStays()
    {
        Photo[] photos = [.. Photos("a", 50), .. Photos("b", 50)];
        string[] first = Names(1), again = Names(1), other = Names(2);

        CollectionAssert.AreEqual(first, again);
        CollectionAssert.AreNotEqual(first, other);
        CollectionAssert.AreEqual(first.Order(StringComparer.Ordinal).ToArray(), first);

        string[] Names(int seed) => [.. StratifiedSplit.Of(photos, photo => photo.Label, 0.2, seed).Test.Select(photo => photo.ImagePath)];
    }

    private static IEnumerable<Photo> Photos(string label, int count) =>
        Enumerable.Range(0, count).Select(i => new Photo { ImagePath = Invariant($"{label}/{i:D3}.jpg"), Label = label });

    private static int Count(IEnumerable<Photo> photos, string label) => photos.Count(photo => string.Equals(photo.Label, label, StringComparison.Ordinal));
}
