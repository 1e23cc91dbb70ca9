using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>State can be saved and restored; training continues bit for bit.</summary>
[TestClass]
public sealed class StateTests
{
    public static IEnumerable<object[]> Runs =>
        from variant in Variants.Names.Append("all together")
        from throughFile in new[] { false, true }
        select new object[] { variant, throughFile };

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Twenty_steps_equal_ten_and_ten(string variant, bool throughFile)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem whole = Problem.Create("two layers");
        using (var optimizer = new MuonOptimizer(whole.Network, Options(variant)))
        {
            Train(whole, optimizer, 20);
            optimizer.FinalizeWeights();
        }

        using Problem halves = Problem.Create("two layers");
        using var first = new MuonOptimizer(halves.Network, Options(variant));
        Train(halves, first, 10);
        using var second = new MuonOptimizer(halves.Network, Options(variant));
        Transfer(first, second, throughFile);
        first.Dispose();
        Train(halves, second, 10);
        second.FinalizeWeights();
        CollectionAssert.AreEqual(whole.Weights(), halves.Weights());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Counters_are_part_of_the_state(bool throughFile)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        MuonOptions options = new() { DynamicLossScaling = true, GradientAccumulationSteps = 2 };
        using var first = new MuonOptimizer(task.Network, options);
        Train(task, first, 3);
        task.Network.get_parameter("vector")!.grad![0] = float.NaN;
        first.step();
        Train(task, first, 2);
        using var second = new MuonOptimizer(task.Network, options);
        Transfer(first, second, throughFile);
        Assert.AreEqual(16384.0, second.LossScale);
        Assert.AreEqual(2, second.Iterations);
        Assert.AreEqual(2, ((ParamGroup<MuonGroupOptions>)second.ParamGroups.Single()).Options.GoodSteps);
    }

    // Single precision fits into double precision: to another type and back must change nothing.
    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void State_follows_a_network_to_another_type_and_back(string variant, bool throughFile)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem whole = Problem.Create("two layers");
        using var straight = new MuonOptimizer(whole.Network, Options(variant));
        Train(whole, straight, 20);

        using Problem moved = Problem.Create("two layers");
        using var first = new MuonOptimizer(moved.Network, Options(variant));
        Train(moved, first, 10);
        Action<MuonOptimizer> load = Keep(first, throughFile);
        moved.Network.to(ScalarType.Float64);
        using var wide = new MuonOptimizer(moved.Network, Options(variant));
        load(wide);
        load = Keep(wide, throughFile);
        moved.Network.to(ScalarType.Float32);
        using var narrow = new MuonOptimizer(moved.Network, Options(variant));
        load(narrow);
        Train(moved, narrow, 10);
        CollectionAssert.AreEqual(whole.Weights(), moved.Weights());
    }

    [TestMethod]
    public void Step_of_a_network_that_moved_afterwards_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        task.Train(optimizer);
        task.Network.to(ScalarType.Float64);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => optimizer.step()).Message;
        Assert.Contains("was Float32 on cpu when the optimizer was built, and is ", message);
        Assert.Contains("Save the state before the network moves", message);
    }

    [TestMethod]
    public void State_stays_on_the_device_of_its_parameters()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        OptimizerState state = optimizer.state_dict().State[0];
        state.to(CPU);
        Assert.Contains("stays on cpu", Assert.ThrowsExactly<NotSupportedException>(() => state.to(new Device(DeviceType.CUDA, 0))).Message);
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
        using var rowWise = new MuonOptimizer(new ParameterBag(("w", ones(4, 6))), new MuonOptions { RowWiseAdamW = ["w"] });
        foreach ((MuonOptimizer from, MuonOptimizer to, string step) in new[]
        {
            (muon, adam, "AdamW"), (adam, muon, "Muon"), (adam, rowWise, "row-wise AdamW"), (rowWise, adam, "AdamW"), (muon, rowWise, "row-wise AdamW"),
        })
        {
            foreach (bool throughFile in new[] { false, true })
            {
                InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Transfer(from, to, throughFile));
                Assert.Contains($"'w' was saved for another step than {step};", error.Message);
            }
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
    [DataRow(30, "within that of 'vector'")]
    [DataRow(100, "within that of 'matrix'")]
    [DataRow(-30, "within its counters")]
    public void Truncated_state_says_where_it_ends(int missing, string where)
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("parabola");
        using var optimizer = new MuonOptimizer(task.Network);
        byte[] file = Saved(optimizer);
        using var reader = new BinaryReader(new MemoryStream(missing > 0 ? file[..^missing] : file[..-missing]));
        Assert.Contains(where, Assert.ThrowsExactly<InvalidDataException>(() => optimizer.load_state_dict(reader)).Message);
    }

    [TestMethod]
    public void Loading_leaves_no_tensor_behind()
    {
        using DisposeScope scope = NewDisposeScope();
        using Problem task = Problem.Create("two layers");
        using var optimizer = new MuonOptimizer(task.Network, Options("all together"));
        Train(task, optimizer, 3);
        byte[] file = Saved(optimizer);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var reader = new BinaryReader(new MemoryStream(file));
        optimizer.load_state_dict(reader);
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static MuonOptions Options(string variant)
    {
        MuonOptions options = variant is "all together"
            ? new MuonOptions
            {
                UseEma = true, EmaMomentum = 0.9, EmaOverwriteFrequency = 2, GradientAccumulationSteps = 3, ClipNorm = 1, NorMuon = true,
                CautiousWeightDecay = true, RowWiseAdamW = ["third"], DynamicLossScaling = true,
            }
            : Variants.Create(variant);
        options.LearningRate = new CosineDecay(0.05, 20);
        return options;
    }

    private static void Transfer(MuonOptimizer from, MuonOptimizer to, bool throughFile) => Keep(from, throughFile)(to);

    // The state as it is now, to be loaded later.
    private static Action<MuonOptimizer> Keep(MuonOptimizer from, bool throughFile)
    {
        if (!throughFile)
        {
            optim.Optimizer.StateDictionary state = from.state_dict();
            return to => to.load_state_dict(state);
        }

        byte[] saved = Saved(from);
        return to =>
        {
            using var reader = new BinaryReader(new MemoryStream(saved));
            to.load_state_dict(reader);
        };
    }

    private static byte[] Saved(MuonOptimizer optimizer)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        optimizer.save_state_dict(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Train(Problem problem, MuonOptimizer optimizer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            problem.Train(optimizer);
        }
    }
}
