using Muon.MLNet.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Text.Input;

[TestClass]
public sealed class NGramInputTests
{
    private static readonly NGramSettings Words = new(WordPairs: false, 0, 0, LowerCase: true, MaxLength: 1000);

    private readonly NGramInput _input = new(Words, NGramVocabulary.Learn(Words, [("a a b".AsMemory(), "a".AsMemory()), ("a b".AsMemory(), default), ("a".AsMemory(), default)], 1, 10, CancellationToken.None));

    [TestMethod]
    public void Encode_GivesRowsByFrequency_AndLeavesOutWhatWasNotLearned()
    {
        CollectionAssert.AreEqual(new[] { 0, 1, 0 }, _input.Encode("a b unknown A", "").Ids);
        CollectionAssert.AreEqual(new[] { 0, 2 }, _input.Encode("a", "a").Ids);
        Assert.IsEmpty(_input.Encode("unknown", "").Ids);
    }

    [TestMethod]
    public void ToTensor_FillsUpWithTheRowBehindTheLastOne()
    {
        using DisposeScope scope = NewDisposeScope();

        Tensor batch = _input.ToTensor([_input.Encode("a b a", ""), _input.Encode("b", ""), _input.Encode("", "")], CPU);

        CollectionAssert.AreEqual(new long[] { 3, 3 }, batch.shape);
        CollectionAssert.AreEqual(new long[] { 0, 1, 0, 1, 3, 3, 3, 3, 3 }, batch.data<long>().ToArray());
    }

    [TestMethod]
    public void ToTensor_OfTextsWithoutFeatures_IsOnePadding()
    {
        using DisposeScope scope = NewDisposeScope();

        CollectionAssert.AreEqual(new long[] { 3 }, _input.ToTensor([_input.Encode("?", "")], CPU).data<long>().ToArray());
    }

    [TestMethod]
    public void Drop_LeavesOutTheShare_DecidedByTheNumbersAlone()
    {
        EncodedText text = new([.. Enumerable.Range(0, 10_000)], 0);

        int[] kept = _input.Drop(text, 0.2, new Random(5)).Ids;

        CollectionAssert.AreEqual(kept, _input.Drop(text, 0.2, new Random(5)).Ids);
        CollectionAssert.AreNotEqual(kept, _input.Drop(text, 0.2, new Random(6)).Ids);
        Assert.AreEqual(8_000, kept.Length, 200);
        CollectionAssert.AreEqual(kept.Order().Distinct().ToArray(), kept);
        CollectionAssert.AreEqual(text.Ids, _input.Drop(text, 0, new Random(5)).Ids);
        Assert.HasCount(10_000, text.Ids);
    }
}
