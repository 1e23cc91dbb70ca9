using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class AdamWSegmentTests
{
    [TestMethod]
    public void Short_parameters_share_a_segment_and_long_ones_are_cut_between_rows()
    {
        IReadOnlyList<AdamWSegment> segments = AdamWSegment.Cut([[3], [], [4, 5], [30, 2, 2], [7]], limit: 32);
        CollectionAssert.AreEqual(
            new[] { (0L, 24L), (24L, 32L), (56L, 32L), (88L, 32L), (120L, 31L) },
            segments.Select(segment => (segment.From, segment.Length)).ToArray());
        CollectionAssert.AreEqual(
            new AdamWPiece[] { new(0, 0, 3, true, 0, 3), new(1, 0, 1, true, 3, 1), new(2, 0, 4, true, 4, 20) }, segments[0].Pieces.ToArray());
        CollectionAssert.AreEqual(
            new AdamWPiece[] { new(3, 24, 6, false, 0, 24), new(4, 0, 7, true, 24, 7) }, segments[4].Pieces.ToArray());
    }

    [TestMethod]
    public void Row_that_is_longer_than_the_limit_is_a_segment() =>
        CollectionAssert.AreEqual(
            new[] { 50L, 50, 2 }, AdamWSegment.Cut([[2, 50], [2]], limit: 20).Select(segment => segment.Length).ToArray());

    // Longer than a segment, next to short parameters, with and without all gradients.
    [TestMethod]
    [DataRow(true, false)]
    [DataRow(false, false)]
    [DataRow(true, true)]
    public void Cut_parameters_train_as_each_alone(bool complete, bool cautious)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(14);
        (string Path, Tensor Value)[] starts = [("long", randn(300 * get_num_threads(), 512)), ("short", randn(7)), ("other", randn(9, 2))];
        MuonOptions options = new() { LearningRate = 0.1, ExcludeLayers = ["."], CautiousWeightDecay = cautious };
        using var together = new ParameterBag([.. starts.Select(start => (start.Path, start.Value.clone()))]);
        using var joint = new MuonOptimizer(together, options);
        string[] trained = complete ? ["long", "short", "other"] : ["long", "other"];
        Tensor[] gradients = [.. trained.Select(path => randn_like(together.Get(path)))];
        for (int step = 0; step < 2; step++)
        {
            together.zero_grad();
            foreach ((string path, Tensor gradient) in trained.Zip(gradients))
            {
                together.Get(path).mul(gradient).sum().backward();
            }

            joint.step();
        }

        foreach ((string path, Tensor gradient) in trained.Zip(gradients))
        {
            using var alone = new ParameterBag(("w", starts.Single(start => start.Path == path).Value.clone()));
            using var single = new MuonOptimizer(alone, options);
            alone.Get("w").mul(gradient).sum().backward();
            single.step();
            single.step();
            Assert.IsTrue(alone.Get("w").allclose(together.Get(path), 1e-6, 1e-7), path);
        }

        Assert.AreNotEqual(complete, together.Get("short").allclose(starts[1].Value, 0, 0));
    }
}
