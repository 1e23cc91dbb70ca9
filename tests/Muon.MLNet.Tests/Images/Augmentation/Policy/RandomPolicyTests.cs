using Muon.MLNet.Images.Augmentation;
using Muon.MLNet.Images.Augmentation.Policy;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Images.Augmentation.Policy;

[TestClass]
public sealed class RandomPolicyTests
{
    private static readonly ImageAugmentation Options = new() { PolicyOperations = 2, PolicyMagnitude = 0.7 };

    [TestMethod]
    [DataRow(3, 14)]
    [DataRow(1, 13)] // no saturation
    public void Every_operation_is_drawn_as_often_in_both_directions(int channels, int operations)
    {
        RandomPolicy policy = new(Options, new(8, 8), channels);
        const int Draws = 7000;
        PolicyChoice[] choices = [.. Enumerable.Range(0, Draws).SelectMany(i => policy.Draw(new PictureDice(1, 1, i, DicePurpose.Policy)))];

        int[] counts = [.. choices.GroupBy(choice => choice.Operation).OrderBy(group => group.Key).Select(group => group.Count())];
        Assert.HasCount(operations, counts);
        double expected = 2.0 * Draws / operations;
        Assert.IsTrue(counts.All(count => Math.Abs(count - expected) < 4 * Math.Sqrt(expected)), string.Join(' ', counts));
        Assert.IsTrue(choices.All(choice => Math.Abs(choice.Strength) == 0.7));
        Assert.AreEqual(Draws, choices.Count(choice => choice.Strength > 0), 4 * Math.Sqrt(Draws / 2.0));
    }

    [TestMethod]
    public void Moves_are_undone_in_reverse_order()
    {
        RandomPolicy policy = new(Options, new(20, 40), 3);
        Affine turn = PolicyMoves.All[0](0.7, new(20, 40)), shift = PolicyMoves.All[3](-0.7, new(20, 40));

        Affine map = policy.Moves([new(0, 0.7), new(3, -0.7)]);

        Assert.AreEqual(shift.Then(turn), map);
        Assert.AreEqual(Affine.Shift(-0.7 * 0.45 * 40, 0), shift);
        Assert.AreEqual(Affine.Identity, policy.Moves([new(5, 0.7), new(13, 0.7)]));
    }

    [TestMethod]
    public void Colors_are_changed_in_order_and_only_where_they_were_drawn()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pictures = AugmentationCase.Bytes(1, 3, 6, 6, 3).permute(0, 3, 1, 2).to(ScalarType.Float32).contiguous();
        PixelRange range = PixelRange.Of(pictures, bytes: true);
        Tensor first = new Solarize().Apply(new Brightness().Apply(pictures.narrow(0, 0, 1), [0.7f], range), [-0.7f], range);
        Tensor second = new Brightness().Apply(new Solarize().Apply(pictures.narrow(0, 2, 1), [0.7f], range), [0.7f], range);
        Tensor expected = cat([first, pictures.narrow(0, 1, 1), second]);

        const int Turn = 0, Brightness = 5, Solarize = 9;
        new RandomPolicy(Options, new(6, 6), 3).Recolor(
            pictures, [[new(Brightness, 0.7), new(Solarize, -0.7)], [new(Turn, 0.7), new(13, 0.7)], [new(Solarize, 0.7), new(Brightness, 0.7)]], bytes: true);

        AugmentationCase.SameBits(expected, pictures);
    }
}
