using System.Diagnostics;
using TorchSharp;

namespace Muon.MLNet.Cli.Diagnosis;

/// <summary>How fast libtorch multiplies matrices here, which is what training spends its time on.</summary>
internal static class MatrixRate
{
    public const int Side = 1024;

    private const int Rounds = 5;

    // With an optimised BLAS one core of the last fifteen years does several times as many; the reference one, one or two.
    private const double Suspicious = 10;

    /// <summary>The best of some products, in 10⁹ operations per second.</summary>
    public static double Measure()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        torch.Tensor a = torch.ones(Side, Side);
        _ = a.mm(a);
        double best = double.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = a.mm(a);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Side * Side * Side / best / 1e9;
    }

    /// <summary>What a rate says; nothing where it is as it should be.</summary>
    public static Finding? Judge(double rate) => rate >= Suspicious
        ? null
        : new Finding(
            IsError: false,
            Invariant($"matrix products are slow: {rate:F1} GFLOP/s, where one core with an optimised BLAS does tens."),
            "Look whether other programs keep the processor busy; else install OpenBLAS. On Debian or Ubuntu: sudo apt-get install libopenblas0-openmp");
}
