using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>State can be saved and restored; training continues bit for bit.</summary>
[TestClass]
public sealed class StateTests
{
    private static MuonOptions Options() => new()
    {
        LearningRate = new CosineDecay(0.05, 20), UseEma = true, EmaMomentum = 0.9, EmaOverwriteFrequency = 7,
        GradientAccumulationSteps = 3, ClipNorm = 1, WeightDecay = 0.1,
    };

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Twenty_steps_equal_ten_and_ten(bool throughFile)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem whole = Problem.Create("two layers");
        using (var optimizer = new MuonOptimizer(whole.Network, Options()))
        {
            Train(whole, optimizer, 20);
            optimizer.FinalizeWeights();
        }

        using Problem halves = Problem.Create("two layers");
        using var first = new MuonOptimizer(halves.Network, Options());
        Train(halves, first, 10);
        using var second = new MuonOptimizer(halves.Network, Options());
        if (throughFile)
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            first.save_state_dict(writer);
            writer.Flush();
            stream.Position = 0;
            using var reader = new BinaryReader(stream);
            second.load_state_dict(reader);
        }
        else
        {
            second.load_state_dict(first.state_dict());
        }

        first.Dispose();
        Assert.AreEqual(3, second.Iterations);
        Train(halves, second, 10);
        second.FinalizeWeights();
        CollectionAssert.AreEqual(whole.Weights(), halves.Weights());
    }

    [TestMethod]
    public void State_of_another_shape_names_the_parameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using var small = new MuonOptimizer(new ParameterBag(("layer.w", ones(4, 6)), ("layer.b", ones(4))));
        using var large = new MuonOptimizer(new ParameterBag(("layer.w", ones(4, 8)), ("layer.b", ones(4))));
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => large.load_state_dict(small.state_dict()));
        Assert.Contains("'layer.w'", error.Message);
        Assert.Contains("(4, 6)", error.Message);
    }

    [TestMethod]
    public void State_of_another_route_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var muon = new MuonOptimizer(new ParameterBag(("w", ones(4, 6))));
        using var adam = new MuonOptimizer(new ParameterBag(("w", ones(4, 6))), new MuonOptions { ExcludeLayers = ["w"] });
        foreach ((MuonOptimizer from, MuonOptimizer to) in new[] { (muon, adam), (adam, muon) })
        {
            InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => to.load_state_dict(from.state_dict()));
            Assert.Contains("'w' was saved for another step", error.Message);
        }
    }

    [TestMethod]
    public void State_of_another_optimizer_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("w", ones(4, 6)));
        using var muon = new MuonOptimizer(network);
        using optim.Optimizer other = optim.AdamW(network.parameters());
        Assert.ThrowsExactly<ArgumentException>(() =>
            muon.load_state_dict(((TorchSharp.Modules.OptimizerHelper)other).state_dict()));
    }

    [TestMethod]
    public void Truncated_state_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        optimizer.save_state_dict(writer);
        writer.Flush();
        using var reader = new BinaryReader(new MemoryStream(stream.ToArray()[..^30]));
        Assert.Throws<Exception>(() => optimizer.load_state_dict(reader));
    }

    private static void Train(Problem problem, MuonOptimizer optimizer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            problem.Train(optimizer);
        }
    }
}
