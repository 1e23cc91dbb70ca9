using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class DynamicLossScaleTests
{
    [TestMethod]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    [DataRow(double.NaN)]
    public void Step_with_a_gradient_that_is_not_finite_is_skipped_as_a_whole(double bad)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network, Options());
        List<SkippedStepArguments> skipped = [];
        optimizer.OnStepSkipped = skipped.Add;
        task.Train(optimizer);
        Assert.IsFalse(optimizer.LastStepSkipped);
        double[] before = task.Weights();
        string state = State(optimizer);

        task.Network.zero_grad();
        task.Loss().backward();
        task.Network.get_parameter("vector")!.grad![0] = bad;
        optimizer.step();
        Assert.IsTrue(optimizer.LastStepSkipped);
        CollectionAssert.AreEqual(before, task.Weights());
        Assert.AreEqual(new SkippedStepArguments(1, 32768, 16384), skipped.Single());
        Assert.AreEqual(16384.0, optimizer.LossScale);
        Assert.AreEqual(1, optimizer.Iterations);
        Assert.AreEqual(state, State(optimizer));

        task.Train(optimizer);
        Assert.IsFalse(optimizer.LastStepSkipped);
        Assert.AreEqual(2, optimizer.Iterations);
    }

    [TestMethod]
    public void Scale_doubles_after_2000_good_steps_in_a_row()
    {
        using DisposeScope scope = NewDisposeScope();
        MuonGroupOptions counters = new() { LossScale = 8 };
        Tensor?[] good = [ones(3), null], bad = [null, full(2, float.NaN)];
        for (int i = 0; i < 1999; i++)
        {
            Assert.IsTrue(DynamicLossScale.Check(good, counters));
        }

        Assert.AreEqual(8.0, counters.LossScale);
        DynamicLossScale.Check(good, counters);
        Assert.AreEqual(16.0, counters.LossScale);
        for (int i = 0; i < 1999; i++)
        {
            DynamicLossScale.Check(good, counters);
        }

        Assert.IsFalse(DynamicLossScale.Check(bad, counters));
        DynamicLossScale.Check(good, counters);
        Assert.AreEqual(8.0, counters.LossScale);
        Assert.AreEqual(1, counters.GoodSteps);
    }

    [TestMethod]
    public void Training_equals_that_without_a_scale()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem plain = Problem.Create("two layers");
        using Problem scaled = Problem.Create("two layers");
        using var one = new MuonOptimizer(plain.Network, new MuonOptions { LearningRate = 0.02 });
        using var other = new MuonOptimizer(scaled.Network, Options());
        for (int i = 0; i < 5; i++)
        {
            plain.Train(one);
            scaled.Train(other);
        }

        // The scale is a power of two, so that nothing is rounded by it.
        CollectionAssert.AreEqual(plain.Weights(), scaled.Weights());
    }

    [TestMethod]
    public void Large_finite_gradients_in_double_precision_are_finite()
    {
        using DisposeScope scope = NewDisposeScope();
        MuonGroupOptions counters = new() { LossScale = 8 };
        Assert.IsTrue(DynamicLossScale.Check([full(2, 1e300, dtype: ScalarType.Float64)], counters));
        Assert.IsTrue(DynamicLossScale.Check([full(1000, 60000, dtype: ScalarType.Float16)], counters));
    }

    [TestMethod]
    public void Gradients_that_are_never_finite_end_training()
    {
        using DisposeScope scope = NewDisposeScope();
        MuonGroupOptions counters = new() { LossScale = DynamicLossScale.Initial };
        Tensor[] bad = [full(2, float.NaN)];
        for (int i = 0; i < 30; i++)
        {
            DynamicLossScale.Check(bad, counters);
        }

        Assert.Contains("diverged", Assert.ThrowsExactly<InvalidOperationException>(() => DynamicLossScale.Check(bad, counters)).Message);
    }

    private static MuonOptions Options() => new() { LearningRate = 0.02, DynamicLossScaling = true };

    // Moments of all parameters.
    private static string State(MuonOptimizer optimizer) => string.Join(' ', optimizer.state_dict().State.Cast<ParameterState>()
        .SelectMany(state => new[] { state.Momentum, state.Velocity })
        .OfType<Tensor>().SelectMany(moment => moment.reshape(-1).data<float>().ToArray()));
}
