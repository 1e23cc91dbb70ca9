using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class MuonOptimizerTests
{
    [TestMethod]
    public void Step_without_gradients_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        Assert.ThrowsExactly<InvalidOperationException>(() => optimizer.step());
    }

    [TestMethod]
    public void Options_are_checked_before_anything_else()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MuonOptimizer(task.Network, new MuonOptions { NsSteps = 0 }));
        Assert.ThrowsExactly<ArgumentNullException>(() => new MuonOptimizer(null!));
    }

    [TestMethod]
    public void Options_are_copied()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        MuonOptions options = new() { LearningRate = 0.5 };
        using var optimizer = new MuonOptimizer(task.Network, options);
        options.LearningRate = 0.1;
        Assert.AreEqual(0.5, optimizer.LearningRate);
    }

    [TestMethod]
    public void Parameter_without_gradient_keeps_its_value_and_its_state()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(
            ("a", ones(4, 6)), ("b", ones(4, 6)), ("c", ones(4, 6)), ("u", ones(3)), ("v", ones(3)));
        using var optimizer = new MuonOptimizer(network);
        manual_seed(1);
        network.Get("a").mul(randn(4, 6)).sum().backward();
        network.Get("c").mul(randn(4, 6)).sum().backward();
        network.Get("v").mul(randn(3)).sum().backward();
        optimizer.step();
        foreach ((string name, bool moved) in new[] { ("a", true), ("b", false), ("c", true), ("u", false), ("v", true) })
        {
            Parameter parameter = network.Get(name);
            Assert.AreNotEqual(moved, parameter.allclose(ones_like(parameter), 0, 0), name);
        }

        Assert.AreEqual(0f, ((ParameterState)optimizer.state_dict().State[1]).Momentum.abs().sum().item<float>());
    }

    [TestMethod]
    public void Gradients_are_left_as_backward_made_them()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("two layers");
        using var optimizer = new MuonOptimizer(task.Network, new MuonOptions { ClipNorm = 1e-3, LossScaleFactor = 8 });
        task.Loss().backward();
        Tensor[] before = [.. task.Network.parameters().Select(parameter => parameter.grad!.clone())];
        optimizer.step();
        foreach ((Tensor old, Parameter parameter) in before.Zip(task.Network.parameters()))
        {
            Assert.IsTrue(old.allclose(parameter.grad!, 0, 0));
        }
    }

    [TestMethod]
    public void Accumulated_calls_make_one_update()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem one = Problem.Create("matrix regression", ScalarType.Float64);
        using Problem four = Problem.Create("matrix regression", ScalarType.Float64);
        using var single = new MuonOptimizer(one.Network, new MuonOptions { LearningRate = 0.1 });
        using var accumulating = new MuonOptimizer(four.Network, new MuonOptions { LearningRate = 0.1, GradientAccumulationSteps = 4 });
        one.Train(single);
        double[] start = four.Weights();
        for (int i = 0; i < 4; i++)
        {
            CollectionAssert.AreEqual(start, four.Weights());
            Assert.AreEqual(0, accumulating.Iterations);
            four.Train(accumulating);
        }

        Assert.AreEqual(1, accumulating.Iterations);
        foreach ((double a, double b) in one.Weights().Zip(four.Weights()))
        {
            Assert.AreEqual(a, b, 1e-12);
        }
    }

    [TestMethod]
    public void Schedule_decides_until_the_group_is_set_from_outside()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network, new MuonOptions { LearningRate = new ExponentialDecay(0.1, 1, 0.5) });
        Assert.AreEqual(0.1, optimizer.LearningRate);
        task.Train(optimizer);
        Assert.AreEqual(0.05, optimizer.LearningRate);
        Assert.AreEqual(0.1, optimizer.ParamGroups.Single().LearningRate);
        optimizer.ParamGroups.Single().LearningRate = 0.7;
        Assert.AreEqual(0.7, optimizer.LearningRate);
        task.Train(optimizer);
        Assert.AreEqual(0.7, optimizer.LearningRate);
    }

    [TestMethod]
    public void Schedulers_of_TorchSharp_take_effect()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network, new MuonOptions { LearningRate = 0.4 });
        optim.lr_scheduler.LRScheduler scheduler = optim.lr_scheduler.StepLR(optimizer, 1, 0.5);
        task.Train(optimizer);
        scheduler.step();
        Assert.AreEqual(0.2, optimizer.LearningRate, 1e-12);
    }

    [TestMethod]
    public void Function_is_asked_at_every_step_and_checked()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        double rate = 0.1, momentum = 0.9;
        using var optimizer = new MuonOptimizer(task.Network, new MuonOptions
        {
            LearningRate = (Func<double>)(() => rate),
            Momentum = (Func<double>)(() => momentum),
        });
        task.Train(optimizer);
        rate = 0.3;
        Assert.AreEqual(0.3, optimizer.LearningRate);
        task.Train(optimizer);
        rate = double.NaN;
        Assert.ThrowsExactly<InvalidOperationException>(() => task.Train(optimizer));
        rate = 0.1;
        momentum = 2;
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => task.Train(optimizer)).Message;
        Assert.Contains("Momentum returned 2", message);
    }

    [TestMethod]
    public void Closure_computes_the_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        Tensor loss = optimizer.step(() =>
        {
            Tensor value = task.Loss();
            value.backward();
            return value;
        });
        Assert.IsTrue(loss.item<float>() > 0);
        Assert.AreEqual(1, optimizer.Iterations);
    }

    [TestMethod]
    public void Groups_cannot_be_added()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        Assert.ThrowsExactly<NotSupportedException>(() => optimizer.add_param_group(new ParamGroup()));
    }

    [TestMethod]
    public void Average_is_written_at_the_end_only()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola", ScalarType.Float64);
        using var optimizer = new MuonOptimizer(task.Network, new MuonOptions { UseEma = true, EmaMomentum = 0.5, LearningRate = 0.1 });
        optimizer.FinalizeWeights();
        task.Train(optimizer);
        double[] first = task.Weights();
        task.Train(optimizer);
        double[] second = task.Weights();
        optimizer.FinalizeWeights();
        foreach ((double a, (double b, double average)) in first.Zip(second.Zip(task.Weights())))
        {
            Assert.AreEqual((a + b) / 2, average, 1e-12);
        }
    }

    [TestMethod]
    public void Native_tensors_are_given_back()
    {
        using DisposeScope outer = NewDisposeScope();
        using Problem task = Problem.Create("two layers");
        task.Loss().backward();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var optimizer = new MuonOptimizer(task.Network, new MuonOptions
        {
            UseEma = true, GradientAccumulationSteps = 2, GlobalClipNorm = 1, DynamicLossScaling = true, LearningRate = 0.1,
            NorMuon = true, CautiousWeightDecay = true, RowWiseAdamW = ["third"], PackedWeights = new Dictionary<string, int> { ["second.w"] = 2 },
        });
        optimizer.step();
        optimizer.step();
        long state = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 10; i++)
        {
            optimizer.step();
        }

        Assert.AreEqual(state, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        optimizer.Dispose();
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
