using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class CautiousDecayTests
{
    [TestMethod]
    public void Entries_that_the_update_moves_away_from_zero_do_not_decay()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = tensor(new[] { 1.0, 1.0, -1.0, -1.0, 1.0, 0.0 });
        Tensor update = tensor(new[] { 2.0, -2.0, -3.0, 3.0, 0.0, 1.0 }); // To be subtracted.
        CautiousDecay.Apply(weight, update, zeros_like(weight), learningRate: 0.5, decay: 0.2);
        CollectionAssert.AreEqual(new[] { 0.9, 1.0, -0.9, -1.0, 0.9, 0.0 }, weight.data<double>().ToArray());
    }

    [TestMethod]
    public void Without_decay_nothing_changes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = ones(3);
        CautiousDecay.Apply(weight, ones(3), zeros(3), learningRate: 0.5, decay: 0);
        Assert.IsTrue(weight.allclose(ones(3), 0, 0));
    }
}
