using Muon.MLNet.Tests.TestData;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization.Execution;

[TestClass]
[DoNotParallelize]
public sealed class StepPlanTests
{
    private static readonly (string Name, long[] Shape)[] Shapes =
    [
        ("embedding", [3000, 96]), ("a", [96, 96]), ("b", [96, 384]), ("c", [384, 96]), ("d", [96, 96]),
        ("filter", [128, 64, 3, 3]), ("small", [16, 40]), ("small2", [16, 40]), ("bias", [96]), ("large", [320, 640]),
    ];

    [TestMethod]
    [DataRow(OrthogonalizationPrecision.Full, 1e-5)]
    [DataRow(OrthogonalizationPrecision.BFloat16, 1e-2)]
    public void Several_threads_give_what_one_gives(OrthogonalizationPrecision precision, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        MuonOptions options = MuonOptions.Moonlight();
        options.Precision = precision;
        options.LearningRate = 0.01;
        (double[] one, bool[] _) = Train(options, threads: 1);
        (double[] four, bool[] side) = Train(options, threads: 4);

        Assert.IsTrue(side.All(value => value), "The work is large enough for a crew.");
        double difference = Math.Sqrt(one.Zip(four, (x, y) => (x - y) * (x - y)).Sum() / one.Sum(x => x * x));
        Assert.IsLessThan(tolerance, difference);
    }

    [TestMethod]
    public void The_same_threads_give_the_same_bits()
    {
        using DisposeScope scope = NewDisposeScope();
        CollectionAssert.AreEqual(Train(MuonOptions.Moonlight(), threads: 3).Weights, Train(MuonOptions.Moonlight(), threads: 3).Weights);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void After_two_steps_no_memory_is_added(int threads)
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterBag network = Network();
        using var optimizer = new MuonOptimizer(network, Options(MuonOptions.Moonlight()));
        OnThreads(threads, () =>
        {
            optimizer.step();
            optimizer.step();
            long bytes = optimizer.ScratchBytes;
            long tensors = LiveTensors.Count();
            for (int i = 0; i < 5; i++)
            {
                optimizer.step();
            }

            Assert.AreEqual(bytes, optimizer.ScratchBytes);
            Assert.IsGreaterThan(0, bytes);
            Assert.AreEqual(tensors, Tensor.TotalCount);
        });
    }

    [TestMethod]
    public void Another_number_of_threads_makes_another_plan_with_the_same_state()
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterBag network = Network();
        using var optimizer = new MuonOptimizer(network, Options(MuonOptions.Moonlight()));
        long state = optimizer.StateBytes;
        OnThreads(2, () => optimizer.step());
        OnThreads(3, () => optimizer.step());
        OnThreads(1, () => optimizer.step());

        Assert.AreEqual(state, optimizer.StateBytes);
        Assert.AreEqual(3, optimizer.Iterations);
        Assert.IsTrue(network.named_parameters().All(item => item.parameter.isfinite().all().item<bool>()));
    }

    [TestMethod]
    public void State_is_one_number_per_entry_for_Muon_and_two_for_AdamW()
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterBag network = Network();
        using var optimizer = new MuonOptimizer(network, Options(MuonOptions.Moonlight()));
        Assert.AreEqual(4 * (optimizer.Routing.MuonCount + (2 * optimizer.Routing.AdamWCount)), optimizer.StateBytes);
    }

    private static (double[] Weights, bool[] Side) Train(MuonOptions options, int threads)
    {
        using ParameterBag network = Network();
        using var optimizer = new MuonOptimizer(network, Options(options));
        var side = new List<bool>();
        OnThreads(threads, () =>
        {
            for (int i = 0; i < 3; i++)
            {
                optimizer.step();
                side.Add(optimizer.StepsSideBySide);
            }
        });
        return ([.. network.named_parameters().SelectMany(item => item.parameter.detach().to(ScalarType.Float64).contiguous().view(-1).data<double>().ToArray())], [.. side]);
    }

    private static MuonOptions Options(MuonOptions options)
    {
        options.RouteByStructure = false;
        return options;
    }

    private static ParameterBag Network()
    {
        manual_seed(5);
        ParameterBag bag = new([.. Shapes.Select(item => (item.Name, randn(item.Shape)))]);
        foreach ((string _, TorchSharp.Modules.Parameter parameter) in bag.named_parameters())
        {
            parameter.grad = randn(parameter.shape);
        }

        return bag;
    }

    private static void OnThreads(int threads, Action action)
    {
        int before = get_num_threads();
        set_num_threads(threads);
        try
        {
            action();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
