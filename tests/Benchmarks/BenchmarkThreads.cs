using System.Globalization;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks;

/// <summary>The number of threads that all columns of a benchmark get, ours and PyTorch's.</summary>
internal static class BenchmarkThreads
{
    private const string Variable = "MUON_BENCH_THREADS";

    /// <summary>Sets it: <c>MUON_BENCH_THREADS</c>, else one per processor, whatever libtorch thinks.</summary>
    public static int Set()
    {
        int threads = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int wanted) ? wanted : Environment.ProcessorCount;
        set_num_threads(threads);
        return threads;
    }
}
