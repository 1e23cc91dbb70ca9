using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text;
using Muon.MLNet.Text.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Text.Input;

[TestClass]
public sealed class TokenInputTests
{
    private const int Start = 2;
    private const int End = 3;
    private const int Mask = 4;

    // The words a to j have the ids 5 to 14.
    private static readonly WordPieceFileTokenizer Tokenizer =
        new(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. "abcdefghij".Select(letter => letter.ToString())], lowerCase: true);

    [TestMethod]
    public void Encode_PutsTheSpecialTokensAroundTheText()
    {
        EncodedText text = Input(8).Encode("A b", "");

        CollectionAssert.AreEqual(new[] { Start, 5, 6, End }, text.Ids);
        Assert.AreEqual(4, text.SecondStart);
        CollectionAssert.AreEqual(new[] { Start, End }, Input(8).Encode("", "").Ids);
    }

    [TestMethod]
    public void Encode_PutsOneSeparatorBetweenAPair_OrTwo()
    {
        EncodedText one = Input(16).Encode("a b", "c"), two = Input(16, isDouble: true).Encode("a b", "c");

        CollectionAssert.AreEqual(new[] { Start, 5, 6, End, 7, End }, one.Ids);
        Assert.AreEqual(4, one.SecondStart);
        CollectionAssert.AreEqual(new[] { Start, 5, 6, End, End, 7, End }, two.Ids);
        Assert.AreEqual(4, two.SecondStart);
        CollectionAssert.AreEqual(new[] { Start, End, 7, End }, Input(16).Encode("", "c").Ids);
    }

    [TestMethod]
    public void Encode_CutsTheEndOfALongText_AndKeepsTheSeparator()
    {
        CollectionAssert.AreEqual(new[] { Start, 5, 6, 7, 8, 9, 10, End }, Input(8).Encode("a b c d e f g h i j", "").Ids);

        // Five places for the two texts: the shorter one stays whole.
        CollectionAssert.AreEqual(new[] { Start, 5, End, 6, 7, 8, 9, End }, Input(8).Encode("a", "b c d e f g h").Ids);
        CollectionAssert.AreEqual(new[] { Start, 6, 7, 8, 9, End, 5, End }, Input(8).Encode("b c d e f g h", "a").Ids);
    }

    [TestMethod]
    public void Encode_IsNeverLongerThanAsked() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), (first, second, length) =>
        {
            int most = 8 + (length % 20);
            bool isDouble = length % 2 == 0;
            EncodedText text = Input(most, isDouble).Encode(Text(first % 40), Text(second % 40));
            int special = second % 40 == 0 ? 2 : isDouble ? 4 : 3;
            return text.Length == Math.Min(most, (first % 40) + (second % 40) + special) && text.Ids[0] == Start && text.Ids[^1] == End;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    [DataRow(3, 4, 10, 3, 4)]
    [DataRow(20, 3, 10, 7, 3)]
    [DataRow(3, 20, 10, 3, 7)]
    [DataRow(20, 20, 10, 5, 5)]
    [DataRow(20, 20, 11, 6, 5)]
    [DataRow(5, 6, 10, 5, 5)]
    [DataRow(0, 20, 10, 0, 10)]
    public void Share_CutsTheLongerText(int first, int second, int room, int firstKept, int secondKept) =>
        Assert.AreEqual((firstKept, secondKept), TokenInput.Share(first, second, room));

    [TestMethod]
    public void Share_FillsTheRoom_AndNeverCutsTheShorterTextBelowHalf() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), (first, second, room) =>
        {
            (int a, int b) = TokenInput.Share(first, second, room);
            return a >= 0 && b >= 0 && a <= first && b <= second && a + b == Math.Min(room, first + second)
                && (a == first || b == second || Math.Abs(a - b) <= 1);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void ToTensor_HasIdsAndSegments_AndPaddingAtTheEnd(bool hasSegments)
    {
        using DisposeScope scope = NewDisposeScope();
        TokenInput input = new(Tokenizer, new TokenSettings(16, hasSegments, DoubleSeparator: false));

        Tensor batch = input.ToTensor([input.Encode("a", ""), input.Encode("a", "b")], CPU);

        CollectionAssert.AreEqual(new long[] { 2, 2, 5 }, batch.shape);
        CollectionAssert.AreEqual(new long[] { Start, 5, End, 0, 0 }, batch[0, 0].data<long>().ToArray());
        CollectionAssert.AreEqual(new long[5], batch[0, 1].data<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { Start, 5, End, 6, End }, batch[1, 0].data<long>().ToArray());
        CollectionAssert.AreEqual(hasSegments ? [0, 0, 0, 1, 1] : new long[5], batch[1, 1].data<long>().ToArray());
    }

    [TestMethod]
    public void Drop_MasksTheShare_KeepsSpecialTokens_AndIsDecidedByTheNumbersAlone()
    {
        TokenInput input = Input(4_000);
        EncodedText text = input.Encode(Text(2_000), Text(1_000));

        EncodedText dropped = input.Drop(text, 0.3, new Random(5));

        CollectionAssert.AreEqual(dropped.Ids, input.Drop(text, 0.3, new Random(5)).Ids);
        CollectionAssert.AreNotEqual(dropped.Ids, input.Drop(text, 0.3, new Random(6)).Ids);
        Assert.AreEqual(text.SecondStart, dropped.SecondStart);
        Assert.AreEqual(900, dropped.Ids.Count(id => id == Mask), 100);
        Assert.IsTrue(text.Ids.Zip(dropped.Ids).All(pair => pair.First == pair.Second || (pair.Second == Mask && pair.First > Mask)));
        CollectionAssert.AreEqual(text.Ids, input.Encode(Text(2_000), Text(1_000)).Ids);
    }

    private static TokenInput Input(int length, bool isDouble = false) => new(Tokenizer, new TokenSettings(length, HasSegments: false, isDouble));

    private static string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(i => (char)('a' + (i % 10))));
}
