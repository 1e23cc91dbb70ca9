using Muon.MLNet.Benchmarks;
using Muon.MLNet.Benchmarks.Convergence;
using Muon.MLNet.Benchmarks.Images;
using Muon.MLNet.Benchmarks.Optimizer;
using Muon.MLNet.Benchmarks.Serving;
using Muon.MLNet.Benchmarks.Sweep;
using Muon.MLNet.Benchmarks.Text;

IBenchmark[] benchmarks = [new OptimizerBenchmark(), new ConvergenceBenchmark(), new ImagesBenchmark(), new TextBenchmark(), new EncoderBenchmark(), new ServingBenchmark(), new SweepBenchmark()];
string? name = args.FirstOrDefault(argument => !argument.StartsWith('-'));
string[] flags = [.. args.Where(argument => argument.StartsWith('-'))];
string? only = flags.FirstOrDefault(flag => flag.StartsWith("--only=", StringComparison.Ordinal))?["--only=".Length..];
string? unknown = flags.FirstOrDefault(flag => flag is not "--quick" && !flag.StartsWith("--only=", StringComparison.Ordinal));
IBenchmark? chosen = Array.Find(benchmarks, benchmark => string.Equals(benchmark.Name, name, StringComparison.Ordinal));
if (chosen is null || unknown is not null)
{
    Console.Error.WriteLine(unknown is not null ? $"Unknown option {unknown}." : name is null ? "Which benchmark?" : $"There is no benchmark '{name}'.");
    Console.Error.WriteLine("usage: build/bench NAME [--quick] [--only=CASE]");
    foreach (IBenchmark benchmark in benchmarks)
    {
        Console.Error.WriteLine($"  {benchmark.Name,-12} {benchmark.Summary}");
    }

    return 2;
}

chosen.Run(new BenchmarkArguments(flags.Contains("--quick"), only, Environment.GetEnvironmentVariable("MUON_BENCH_DIR") ?? "artifacts/bench"));
return 0;
