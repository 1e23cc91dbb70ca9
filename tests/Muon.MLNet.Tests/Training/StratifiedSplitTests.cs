using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Training;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class StratifiedSplitTests
{
    [TestMethod]
    public void HoldBack_TakesTheShareOfEachClass_AndNeverAWholeClass() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>().Filter(values => values.Length > 0),
        ArbMap.Default.ArbFor<byte>(),
        (values, share) =>
        {
            int[] classes = [.. values.Select(value => (value % 5) - 1)];
            double fraction = share / 256.0;

            bool[] held = StratifiedSplit.HoldBack(classes, fraction, seed: 3);

            return Enumerable.Range(-1, 5).All(target =>
            {
                int[] members = [.. Enumerable.Range(0, classes.Length).Where(i => classes[i] == target)];
                int count = members.Count(i => held[i]);
                int expected = target < 0 || members.Length == 0 ? 0 : Math.Min((int)Math.Round(members.Length * fraction, MidpointRounding.AwayFromZero), members.Length - 1);
                return count == expected;
            });
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void HoldBack_IsDecidedByTheSeed()
    {
        int[] classes = [.. Enumerable.Range(0, 200).Select(i => i % 3)];

        CollectionAssert.AreEqual(StratifiedSplit.HoldBack(classes, 0.3, 1), StratifiedSplit.HoldBack(classes, 0.3, 1));
        CollectionAssert.AreNotEqual(StratifiedSplit.HoldBack(classes, 0.3, 1), StratifiedSplit.HoldBack(classes, 0.3, 2));
    }

    [TestMethod]
    public void GiveBack_NamesOnePictureOfEachClassThatHasNoOtherToTrainOn()
    {
        int[] classes = [0, 0, 1, 1, 1, 2, 2, -1, 3, 4];
        bool[] held = [false, true, false, true, true, false, true, false, false, true];

        CollectionAssert.AreEqual(new long[] { 4, 9 }, StratifiedSplit.GiveBack(classes, held, new HashSet<long> { 2, 3, 6, 8 }).Order().ToArray());
        Assert.IsEmpty(StratifiedSplit.GiveBack(classes, StratifiedSplit.HoldBack(classes, 0.5, seed: 1), new HashSet<long>()), "a split alone never takes the last one");
    }
}
