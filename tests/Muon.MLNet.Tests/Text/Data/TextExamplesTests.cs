using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Text.Data;

[TestClass]
public sealed class TextExamplesTests
{
    private static readonly NGramInput Input = new(new NGramSettings(WordPairs: false, 0, 0, LowerCase: true, MaxLength: 1000), [1, 2, 3]);

    [TestMethod]
    public void Arrange_IsAPermutation_WhoseBatchesHoldTextsOfNeighbouringLengths() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>().Filter(lengths => lengths.Length > 0), ArbMap.Default.ArbFor<byte>(), (lengths, size) =>
        {
            TextExamples examples = Examples(lengths);
            BatchPlan plan = new(lengths.Length, 1 + (size % 9));
            int[] order = [.. Enumerable.Range(0, lengths.Length)];
            Random random = new(size);
            random.Shuffle(order);
            examples.Arrange(order, plan, random);

            // Of any two batches of a window, one has no text that is longer than one of the other.
            (int Least, int Most)[] batches = [.. Enumerable.Range(0, plan.Steps).Select(step => order[plan[step]]).Select(batch => (batch.Min(i => (int)lengths[i]), batch.Max(i => (int)lengths[i])))];
            bool isSorted = batches.Chunk(16).All(window => window.Order().Zip(window.Order().Skip(1)).All(pair => pair.First.Most <= pair.Second.Least));
            return isSorted && order.Order().SequenceEqual(Enumerable.Range(0, lengths.Length));
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Arrange_IsDecidedByTheNumbers_AndMixesTheBatches()
    {
        TextExamples examples = Examples([.. Enumerable.Range(0, 200).Select(i => (byte)i)]);
        int[] Order(int seed)
        {
            int[] order = [.. Enumerable.Range(0, 200)];
            examples.Arrange(order, new BatchPlan(200, 20), new Random(seed));
            return order;
        }

        CollectionAssert.AreEqual(Order(1), Order(1));
        CollectionAssert.AreNotEqual(Order(1), Order(2));
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 200).ToArray(), Order(1));
    }

    [TestMethod]
    public void GatherForTraining_LeavesOutByEpochAndText_NotByPlaceInTheBatch()
    {
        using DisposeScope scope = NewDisposeScope();
        TextExamples examples = Examples([200, 200, 200], dropRate: 0.5);
        long[] Row(int[] indices, int epoch, int row) => [.. examples.GatherForTraining(indices, epoch, step: 0, CPU).Inputs[row].data<long>().ToArray().Where(id => id < 3)];

        CollectionAssert.AreEqual(Row([0, 1], 1, 1), Row([1], 1, 0));
        CollectionAssert.AreNotEqual(Row([1], 1, 0), Row([1], 2, 0));
        Assert.HasCount(200, examples.Gather([1], CPU).Inputs.data<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { 2, 0 }, examples.Gather([2, 0], CPU).Classes.data<long>().ToArray());
    }

    [TestMethod]
    public void Describe_TellsTheLengths() => Assert.AreEqual("of 0 to 9 features, half of them of at most 4", Examples([9, 0, 4]).Describe());

    private static TextExamples Examples(byte[] lengths, double dropRate = 0) =>
        new(Input, [.. lengths.Select(length => new EncodedText([.. Enumerable.Range(0, length).Select(i => i % 3)], length))], [.. lengths.Select((_, i) => i)], dropRate, seed: 7);
}
