using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Optimization;

[TestClass]
public sealed class RowWiseAdamWTests
{
    [TestMethod]
    public void Rows_of_a_gradient_that_are_not_all_zero_are_touched()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = zeros(6, 3);
        gradient[1, 2] = 1e-20f;
        gradient[2, 0] = 1;
        gradient[2, 1] = -1;
        gradient[4, 1] = float.NaN;
        gradient[5, 0] = -2;
        (Tensor rows, Tensor gradients) = TouchedRows.Of(gradient);
        CollectionAssert.AreEqual(new[] { 1L, 2, 4, 5 }, rows.data<long>().ToArray());
        Assert.IsTrue(gradients.allclose(gradient.index_select(0, rows), 0, 0, equal_nan: true));
    }

    [TestMethod]
    public void Gradient_of_bags_of_padding_alone_touches_no_row()
    {
        using DisposeScope scope = NewDisposeScope();
        using EmbeddingBag bags = nn.EmbeddingBag(4, 3, mode: EmbeddingBagMode.Sum, sparse: true, padding_index: 3);
        bags.call(tensor(new long[] { 3, 3, 3, 3 }, [2, 2])).sum().backward();

        (Tensor rows, Tensor gradients) = TouchedRows.Of(bags.weight!.grad!);

        CollectionAssert.AreEqual(new long[] { 0 }, rows.shape);
        CollectionAssert.AreEqual(new long[] { 0, 3 }, gradients.shape);
    }

    [TestMethod]
    public void Row_behaves_as_if_steps_that_did_not_touch_it_had_not_been()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(7);
        using var table = new ParameterBag(("table", randn(5, 4, dtype: ScalarType.Float64)));
        using var alone = new ParameterBag(("row", table.Get("table").detach()[3].clone()));
        using var rowWise = new MuonOptimizer(table, Options());
        using var dense = new MuonOptimizer(alone, new MuonOptions { LearningRate = 0.1, WeightDecay = 0.3 });
        for (int step = 0; step < 9; step++)
        {
            bool touched = step % 3 == 1;
            Tensor gradient = randn(5, 4, dtype: ScalarType.Float64);
            gradient[3] = touched ? gradient[3] : zeros(4, dtype: ScalarType.Float64);
            Step(table, "table", rowWise, gradient);
            if (touched)
            {
                Step(alone, "row", dense, gradient[3]);
            }
        }

        Assert.IsTrue(table.Get("table")[3].allclose(alone.Get("row"), 1e-12, 1e-13));
    }

    [TestMethod]
    public void Every_row_at_every_step_equals_the_dense_step()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (bool hat in new[] { true, false })
        {
            manual_seed(8);
            Tensor start = randn(6, 5, dtype: ScalarType.Float64);
            using var one = new ParameterBag(("table", start.clone()));
            using var two = new ParameterBag(("table", start.clone()));
            MuonOptions options = Options();
            options.EpsilonHat = hat;
            options.AdamBeta1 = 0;
            using var rowWise = new MuonOptimizer(one, options);
            options.RowWiseAdamW = null;
            options.ExcludeLayers = ["table"];
            using var dense = new MuonOptimizer(two, options);
            for (int step = 0; step < 5; step++)
            {
                Tensor gradient = randn(6, 5, dtype: ScalarType.Float64);
                Step(one, "table", rowWise, gradient);
                Step(two, "table", dense, gradient);
            }

            Assert.IsTrue(one.Get("table").allclose(two.Get("table"), 1e-12, 1e-13));
        }
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Sparse_gradients_give_the_same_weights(bool rowWise, bool clipped)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] weights = [.. new[] { false, true }.Select(sparse =>
        {
            manual_seed(12);
            var network = nn.Sequential(("tokens", nn.Embedding(20, 6, sparse: sparse)), ("head", nn.Linear(6, 4)));
            using var optimizer = new MuonOptimizer(network, new MuonOptions
            {
                LearningRate = 0.05, RowWiseAdamW = rowWise ? ["tokens"] : null, GlobalClipNorm = clipped ? 0.1 : null,
            });
            for (int step = 0; step < 4; step++)
            {
                optimizer.zero_grad();
                network.zero_grad();
                network.forward(tensor(new long[] { 3, 7, 3, 11 + step })).square().sum().backward();
                Assert.AreEqual(sparse, network.get_parameter("tokens.weight")!.grad!.is_sparse);
                optimizer.step();
            }

            return network.get_parameter("tokens.weight")!.detach().clone();
        })];
        Assert.IsTrue(weights[0].allclose(weights[1], 1e-5, 1e-7));
    }

    [TestMethod]
    public void Gradient_of_zeros_changes_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using var table = new ParameterBag(("table", ones(5, 4)));
        using var optimizer = new MuonOptimizer(table, Options());
        Step(table, "table", optimizer, zeros(5, 4));
        Assert.IsTrue(table.Get("table").allclose(ones(5, 4), 0, 0));
    }

    [TestMethod]
    public void Report_names_the_pattern_and_only_matrices_are_concerned()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new ParameterBag(("table.weight", ones(50, 4)), ("table.bias", ones(4)), ("hidden.weight", ones(8, 8)));
        using var optimizer = new MuonOptimizer(network, new MuonOptions { RowWiseAdamW = ["^table"] });
        RoutingRow[] rows = [.. optimizer.Routing.Rows];
        CollectionAssert.AreEqual(new[] { "RowWiseAdamW '^table'", "vector", "matrix" }, rows.Select(row => row.Reason).ToArray());
        CollectionAssert.AreEqual(new[] { true, false, false }, rows.Select(row => row.IsRowWise).ToArray());
        Assert.AreEqual(UpdateRule.AdamW, rows[0].Rule);
    }

    // Rows that are touched at every step, or at none, and that start at zero, are the same for both steps. The times are in the
    // log of the test; they are noisy, so that nothing is asked of them.
    [TestMethod]
    public void Large_table_gets_the_weights_of_the_dense_step()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Rows = 65536, Columns = 256, Touched = 2048;
        Tensor gradient = zeros(Rows, Columns);
        manual_seed(1);
        foreach (long row in randperm(Rows).data<long>().ToArray()[..Touched])
        {
            gradient[row] = randn(Columns);
        }

        (double rowWise, Tensor weights) = Train(gradient, Options());
        (double dense, Tensor expected) = Train(gradient, new MuonOptions { LearningRate = 0.1, ExcludeLayers = ["table"], WeightDecay = 0.3 });
        Console.WriteLine($"{Rows}×{Columns}, {Touched} rows touched: row-wise {rowWise:F1} ms, dense {dense:F1} ms, ratio {dense / rowWise:F1}");
        Assert.IsTrue(weights.allclose(expected, 1e-5, 1e-7));
        Assert.AreEqual(Touched, weights.norm(1).nonzero().size(0));
    }

    private static (double Milliseconds, Tensor Weights) Train(Tensor gradient, MuonOptions options)
    {
        using var network = new ParameterBag(("table", zeros(gradient.shape)));
        using var optimizer = new MuonOptimizer(network, options);
        network.Get("table").mul(gradient).sum().backward();
        double[] times = new double[Muon.Testing.TestLength.Rounds(5, 15)];
        optimizer.step();
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            optimizer.step();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return (times[times.Length / 2], network.Get("table").detach().clone());
    }

    private static MuonOptions Options() => new() { LearningRate = 0.1, WeightDecay = 0.3, RowWiseAdamW = ["table"] };

    private static void Step(ParameterBag network, string path, MuonOptimizer optimizer, Tensor gradient)
    {
        network.zero_grad();
        network.Get(path).mul(gradient).sum().backward();
        optimizer.step();
    }
}
