using System.Globalization;
using System.Text.Json.Nodes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>
/// One optimizer step on the parameters of well-known networks: this product, the plain eager loop in TorchSharp, and the same in
/// PyTorch, in turns, with the same threads, shapes and routing.
/// </summary>
internal sealed class OptimizerBenchmark : IBenchmark
{
    public string Name => "optimizer";

    public string Summary => "one optimizer step: ours, eager TorchSharp, eager PyTorch; --only=SET";

    public void Run(BenchmarkArguments arguments)
    {
        int threads = BenchmarkThreads.Set();
        Device device = new(cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU);
        using OptimizerPeer? peer = OptimizerPeer.Start(threads, device.type is DeviceType.CUDA ? "cuda" : "cpu", out string reason);
        double fullRate = MatrixRate.OfMachine(ScalarType.Float32, device, arguments.Quick);
        double halfRate = MatrixRate.OfMachine(ScalarType.BFloat16, device, arguments.Quick);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{device.type}, {threads} threads, matrix products: {fullRate / 1e9:F0} GFLOP/s float32, {halfRate / 1e9:F0} GFLOP/s bfloat16"));
        Console.WriteLine(peer is null ? reason : $"PyTorch {peer.Version}");

        var results = new List<OptimizerResult>();
        foreach (ParameterSet set in ParameterSet.All.Where(set => arguments.Only is null || set.Name.Contains(arguments.Only, StringComparison.OrdinalIgnoreCase)))
        {
            results.AddRange(Measure(set, device, peer, (fullRate, halfRate), arguments.Quick));
        }

        Print(results);
        Sides(device, (fullRate, halfRate), arguments.Quick);
        Report.Write(arguments, Name, [.. results.Select(result => result.ToJson())]);
    }

    private static IEnumerable<OptimizerResult> Measure(
        ParameterSet set, Device device, OptimizerPeer? peer, (double Full, double Half) rates, bool quick)
    {
        manual_seed(1);
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = set.Build();
        network.to(device);
        foreach ((string _, Parameter parameter) in network.named_parameters())
        {
            using Scalar small = 0.001;
            parameter.grad = randn(parameter.shape).to(device).mul(small);
        }

        using var full = new MuonOptimizer(network, Options(OrthogonalizationPrecision.Full));
        using var half = new MuonOptimizer(network, Options(OrthogonalizationPrecision.BFloat16));
        using var eager = new EagerMuon(network, full.Routing);
        peer?.Load(full.Routing);

        List<Func<double>> timers =
        [
            () => Timed(() => full.step(), device),
            () => Timed(() => half.step(), device),
            () => Timed(() => eager.Step(ScalarType.Float32), device),
            () => Timed(() => eager.Step(ScalarType.BFloat16), device),
        ];
        if (peer is not null)
        {
            timers.Add(() => peer.Step("float32"));
            timers.Add(() => peer.Step("bfloat16"));
        }

        // The second round is warm and says how many a minute has room for.
        double warm = Stopwatches.Medians(2, timers).Sum();
        double[] times = Stopwatches.Medians(quick ? 3 : (int)Math.Clamp(60_000 / warm, 3, 15), timers);
        double? training = set.Batch is null || quick ? null : TrainingStep(network, set.Batch, device);
        (long Rows, long Columns)[] shapes = [.. full.Routing.Rows
            .Where(row => row.Rule is UpdateRule.Muon)
            .Select(row => (row.Shape[0], row.Shape.Skip(1).Aggregate(1L, (product, size) => product * size)))];
        long adamState = 2 * sizeof(float) * (full.Routing.MuonCount + full.Routing.AdamWCount);
        foreach (bool isHalf in new[] { false, true })
        {
            MuonOptimizer optimizer = isHalf ? half : full;
            double rate = MatrixRate.OfOrthogonalization(
                shapes, isHalf ? OrthogonalizationPrecision.BFloat16 : OrthogonalizationPrecision.Full, device, quick ? 1 : 5);
            yield return new OptimizerResult(set.Name, isHalf, full.Routing.TotalCount)
            {
                Ours = times[isHalf ? 1 : 0],
                TorchSharpEager = times[isHalf ? 3 : 2],
                TorchSharpEagerFull = times[2],
                PyTorch = peer is null ? null : times[4],
                PyTorchHalf = peer is null ? null : times[5],
                StateBytes = optimizer.StateBytes,
                ScratchBytes = optimizer.ScratchBytes,
                AdamWStateBytes = adamState,
                MatmulShare = rate / (isHalf ? rates.Half : rates.Full),
                TrainingStep = training,
            };
        }
    }

    // Forward and backward pass of one batch, in milliseconds.
    private static double TrainingStep(nn.Module<Tensor, Tensor> network, Func<Tensor> batch, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = batch().to(device);
        network.train();
        void Pass()
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor logits = network.forward(input);
            Tensor classes = zeros(input.size(0), dtype: ScalarType.Int64, device: device);
            nn.functional.cross_entropy(logits, classes).backward();
            MatrixRate.Synchronize(device);
        }

        Pass();
        return Stopwatches.Medians(2, [() => Stopwatches.Time(Pass)])[0];
    }

    private static MuonOptions Options(OrthogonalizationPrecision precision)
    {
        MuonOptions options = MuonOptions.Moonlight();
        options.Precision = precision;
        return options;
    }

    private static double Timed(Action step, Device device) => Stopwatches.Time(() =>
    {
        step();
        MatrixRate.Synchronize(device);
    });

    private static void Print(List<OptimizerResult> results)
    {
        Report.Table(
            "One optimizer step, milliseconds (medians of columns timed in turns)",
            ["set", "parameters", "precision", "ours", "TorchSharp", "PyTorch", "PyTorch bf16", "better / ours", "float32 / ours", "of matmul rate", "of training step", "state MB", "AdamW's MB", "scratch MB"],
            results.Select(result => result.ToCells()));
    }

    private static void Sides(Device device, (double Full, double Half) rates, bool quick)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (long side in quick ? new long[] { 256, 512 } : [256, 512, 768, 1024])
        {
            foreach (long aspect in new[] { 1L, 4L })
            {
                (long, long)[] four = [.. Enumerable.Repeat((side, aspect * side), 4)];
                double full = MatrixRate.OfOrthogonalization(four, OrthogonalizationPrecision.Full, device, 3);
                double half = MatrixRate.OfOrthogonalization(four, OrthogonalizationPrecision.BFloat16, device, 3);
                rows.Add([
                    string.Create(CultureInfo.InvariantCulture, $"{side}×{aspect * side}"),
                    Report.Number(full / 1e9, "F0"), Report.Number(full / rates.Full, "P0"),
                    Report.Number(half / 1e9, "F0"), Report.Number(half / rates.Half, "P0"),
                ]);
            }
        }

        Report.Table("Orthogonalisation of four matrices: products that are really computed", ["shape", "GFLOP/s float32", "of machine", "GFLOP/s bfloat16", "of machine"], rows);
    }
}
