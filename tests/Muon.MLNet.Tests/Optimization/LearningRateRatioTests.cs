using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

/// <summary>A parameter with a ratio moves as if it alone were trained at that multiple of the learning rate.</summary>
[TestClass]
public sealed class LearningRateRatioTests
{
    private const double Rate = 0.03;

    public static IEnumerable<object[]> Routes =>
        from route in new[] { "Muon", "NorMuon", "packed", "AdamW", "Algorithm 1", "row-wise" }
        from cautious in new[] { false, true }
        from ratio in new[] { 0.1, 3.0 }
        select new object[] { route, cautious, ratio };

    [TestMethod]
    [DynamicData(nameof(Routes))]
    public void Ratio_equals_that_learning_rate_for_the_parameter_alone(string route, bool cautious, double ratio)
    {
        using DisposeScope scope = NewDisposeScope();
        (string Path, Tensor Start)[] starts = Starts(ScalarType.Float64);
        using ParameterBag together = Bag(starts);
        MuonOptions options = Options(route, cautious);
        options.LearningRateRatios = [new("^a", ratio)];
        using var optimizer = new MuonOptimizer(together, options);
        Tensor[][] gradients = Train(together, optimizer, steps: 6);

        for (int i = 0; i < starts.Length; i++)
        {
            using ParameterBag alone = Bag(starts[i]);
            MuonOptions single = Options(route, cautious);
            single.LearningRate = starts[i].Path.StartsWith('a') ? Rate * ratio : Rate;
            using var reference = new MuonOptimizer(alone, single);
            foreach (Tensor[] step in gradients)
            {
                Step(alone, reference, [step[i]]);
            }

            Tensor expected = alone.Get(starts[i].Path), actual = together.Get(starts[i].Path);
            Assert.IsTrue(actual.allclose(expected, 1e-12, 1e-14), starts[i].Path);
            Assert.IsFalse(actual.allclose(starts[i].Start, 1e-4, 1e-6), "nothing moved");
        }
    }

    // Large enough to be updated in parts and matrix by matrix, which the small shapes above are not.
    [TestMethod]
    public void Large_parameters_have_their_ratio_in_every_part()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        (string Path, Tensor Start)[] starts = [("a", randn(300, 900)), ("b", randn(300, 900)), ("a_table", randn(70_000, 5)), ("b_table", randn(4))];
        MuonOptions options = new() { LearningRate = Rate, ExcludeLayers = ["table"], LearningRateRatios = [new("^a", 0.25)] };
        using ParameterBag together = Bag(starts);
        using var optimizer = new MuonOptimizer(together, options);
        Tensor[] gradients = Train(together, optimizer, steps: 1)[0];
        for (int i = 0; i < starts.Length; i++)
        {
            using ParameterBag alone = Bag(starts[i]);
            using var reference = new MuonOptimizer(alone, new MuonOptions
            {
                LearningRate = starts[i].Path.StartsWith('a') ? Rate / 4 : Rate, ExcludeLayers = ["table"],
            });
            Step(alone, reference, [gradients[i]]);
            Assert.IsTrue(together.Get(starts[i].Path).allclose(alone.Get(starts[i].Path), 0, 0), starts[i].Path);
        }
    }

    [TestMethod]
    [DataRow(ScalarType.Float32)]
    [DataRow(ScalarType.Float64)]
    public void Ratio_of_one_changes_no_bit(ScalarType type)
    {
        foreach (string variant in Variants.Names)
        {
            double[][] weights = [.. new[] { false, true }.Select(one =>
            {
                using DisposeScope scope = NewDisposeScope();
                using Problem problem = Problem.Create("two layers", type);
                MuonOptions options = Variants.Create(variant);
                options.LearningRateRatios = one ? [new(".", 1)] : null;
                using var optimizer = new MuonOptimizer(problem.Network, options);
                for (int step = 0; step < 4; step++)
                {
                    problem.Train(optimizer);
                }

                return problem.Weights();
            })];
            CollectionAssert.AreEqual(weights[0], weights[1], variant);
        }
    }

    // A state holds moments and counters, and no ratio: it goes to an optimizer that has one, or has none any more.
    [TestMethod]
    public void State_goes_between_optimizers_with_and_without_ratios()
    {
        using DisposeScope scope = NewDisposeScope();
        (string Path, Tensor Start)[] starts = Starts(ScalarType.Float64);
        using ParameterBag plain = Bag(starts);
        using var before = new MuonOptimizer(plain, Options("Muon", cautious: false));
        _ = Train(plain, before, steps: 3);
        Tensor start = plain.Get("a.weight").detach().clone();

        MuonOptions options = Options("Muon", cautious: false);
        options.LearningRateRatios = [new("^a", 0.5)];
        using ParameterBag scaled = Bag([.. starts.Select(item => (item.Path, plain.Get(item.Path).detach()))]);
        using var after = new MuonOptimizer(scaled, options);
        after.load_state_dict(before.state_dict());
        Assert.AreEqual(3, after.Iterations);

        Tensor[] gradients = [.. starts.Select(item => randn_like(item.Start))];
        Step(plain, before, gradients);
        Step(scaled, after, gradients);
        Tensor full = plain.Get("a.weight") - start;
        Tensor half = scaled.Get("a.weight") - start;
        Assert.IsTrue(half.allclose(full * 0.5, 1e-9, 1e-13));
        Assert.IsTrue(plain.Get("b.weight").allclose(scaled.Get("b.weight"), 0, 0));
    }

    [TestMethod]
    public void Schedule_and_scheduler_are_multiplied_alike()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("a.bias", ones(3, dtype: ScalarType.Float64)), ("b.bias", ones(3, dtype: ScalarType.Float64)));
        using var optimizer = new MuonOptimizer(network, new MuonOptions
        {
            LearningRate = new ExponentialDecay(0.1, 1, 0.5), WeightDecay = null, LearningRateRatios = [new("^a", 0.2)],
        });
        double previousA = 1, previousB = 1;
        for (int step = 0; step < 4; step++)
        {
            if (step == 2)
            {
                optimizer.ParamGroups.Single().LearningRate = 0.7;
            }

            Step(network, optimizer, [ones(3, dtype: ScalarType.Float64), ones(3, dtype: ScalarType.Float64)]);
            double a = network.Get("a.bias")[0].item<double>(), b = network.Get("b.bias")[0].item<double>();
            Assert.AreEqual(0.2, (previousA - a) / (previousB - b), 1e-9, $"step {step}");
            (previousA, previousB) = (a, b);
        }
    }

    [TestMethod]
    public void First_pattern_counts_and_the_report_names_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("stem.weight", ones(8, 8)), ("stem.bias", ones(8)), ("head.weight", ones(8, 8)), ("tail.frozen", ones(2)));
        network.Get("tail.frozen").requires_grad = false;
        using var optimizer = new MuonOptimizer(network, new MuonOptions
        {
            ExcludeFromWeightDecay = ["bias$"], LearningRateRatios = [new("^stem", 0.1), new("bias", 5), new("frozen", 2)],
        });
        RoutingRow[] rows = [.. optimizer.Routing.Rows];
        CollectionAssert.AreEqual(
            new[]
            {
                "matrix; learning rate ×0.1 ('^stem')",
                "vector; no weight decay ('bias$'); learning rate ×0.1 ('^stem')",
                "matrix",
                "requires_grad is false",
            },
            rows.Select(row => row.Reason).ToArray());
        CollectionAssert.AreEqual(new[] { 0.1, 0.1, 1, 1 }, rows.Select(row => row.LearningRateRatio).ToArray());
        Assert.Contains("learning rate ×0.1", optimizer.Routing.ToString());
    }

    [TestMethod]
    [DataRow(0.0, "0")]
    [DataRow(-0.5, "-0.5")]
    [DataRow(double.NaN, "NaN")]
    [DataRow(double.PositiveInfinity, "∞")]
    [DataRow(1000001.0, "1000001")]
    public void Ratio_out_of_range_is_named_with_its_pattern(double ratio, string text)
    {
        MuonOptions options = new() { LearningRateRatios = [new("^stem", 0.1), new("^body", ratio)] };
        string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate).Message;
        Assert.StartsWith($"LearningRateRatios is {(text is "∞" ? "Infinity" : text)}; it must be greater than 0 and at most 1000000 for '^body'.", message);
    }

    [TestMethod]
    public void Missing_entry_is_refused()
    {
        MuonOptions options = new() { LearningRateRatios = [null!] };
        Assert.StartsWith("LearningRateRatios holds null", Assert.ThrowsExactly<ArgumentException>(options.Validate).Message);
    }

    private static MuonOptions Options(string route, bool cautious) => new()
    {
        LearningRate = Rate,
        WeightDecay = 0.2,
        CautiousWeightDecay = cautious,
        NorMuon = route is "NorMuon",
        PackedWeights = route is "packed" ? new Dictionary<string, int> { ["weight"] = 2 } : null,
        EpsilonHat = route is not "Algorithm 1",
        ExcludeLayers = route is "AdamW" or "Algorithm 1" ? ["weight"] : null,
        RowWiseAdamW = route is "row-wise" ? ["weight"] : null,
    };

    // Two matrices of one shape, which share a bucket, and two vectors, which share a chunk.
    private static (string Path, Tensor Start)[] Starts(ScalarType type)
    {
        manual_seed(3);
        return [("a.weight", randn(8, 6, dtype: type)), ("a.bias", randn(8, dtype: type)), ("b.weight", randn(8, 6, dtype: type)), ("b.bias", randn(8, dtype: type))];
    }

    private static ParameterBag Bag(params (string Path, Tensor Start)[] starts) =>
        new([.. starts.Select(item => (item.Path, item.Start.clone()))]);

    private static Tensor[][] Train(ParameterBag network, MuonOptimizer optimizer, int steps)
    {
        Tensor[][] gradients = [.. Enumerable.Range(0, steps).Select(_ =>
            network.named_parameters().Select(item => randn_like(item.parameter).detach()).ToArray())];
        foreach (Tensor[] step in gradients)
        {
            Step(network, optimizer, step);
        }

        return gradients;
    }

    private static void Step(ParameterBag network, MuonOptimizer optimizer, Tensor[] gradients)
    {
        network.zero_grad();
        foreach (((_, TorchSharp.Modules.Parameter parameter), Tensor gradient) in network.named_parameters().Zip(gradients))
        {
            parameter.mul(gradient).sum().backward();
        }

        optimizer.step();
    }
}
