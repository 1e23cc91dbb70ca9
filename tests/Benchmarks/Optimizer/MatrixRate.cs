using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Benchmarks.Optimizer;

/// <summary>Rates of matrix products, in floating-point operations per second.</summary>
internal static class MatrixRate
{
    /// <summary>The best rate of square products of this machine, with all threads.</summary>
    public static double OfMachine(ScalarType type, Device device, bool quick)
    {
        double best = 0;
        foreach (long side in quick ? new long[] { 768 } : [512, 768, 1024, 2048])
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor left = randn(side, side).to(device).to(type), right = randn(side, side).to(device).to(type);
            for (int i = 0; i < 7; i++)
            {
                double milliseconds = Stopwatches.Time(() =>
                {
                    left.mm(right).Dispose();
                    Synchronize(device);
                });
                best = Math.Max(best, 2.0 * side * side * side / milliseconds * 1000);
            }
        }

        return best;
    }

    /// <summary>The rate that orthogonalising these matrices reaches, counting the products that are really computed.</summary>
    /// <param name="shapes">Rows and columns of each.</param>
    /// <param name="precision">The type of the computation.</param>
    /// <param name="device">Where they are.</param>
    /// <param name="rounds">How often it is timed; the median counts.</param>
    public static double OfOrthogonalization(
        IReadOnlyList<(long Rows, long Columns)> shapes, OrthogonalizationPrecision precision, Device device, int rounds)
    {
        MuonOptions options = MuonOptions.Moonlight();
        options.Precision = precision;
        options.RouteByStructure = false;
        NewtonSchulz newtonSchulz = new(NewtonSchulzSettings.From(options));
        using DisposeScope scope = NewDisposeScope();
        var work = shapes
            .Select(shape => (Matrix: randn(shape.Rows, shape.Columns).to(device), shape.Rows, shape.Columns,
                Operations: newtonSchulz.Operations(ScalarType.Float32, device.type, shape.Rows, shape.Columns)))
            .OrderByDescending(item => item.Operations)
            .ToArray();
        double operations = work.Sum(item => item.Operations);
        int threads = get_num_threads();
        Crew? crew = device.type is DeviceType.CPU && work.Length >= threads ? Crew.ForThreads(threads) : null;
        Scratch[] scratch = [.. Enumerable.Range(0, crew is null ? 1 : threads).Select(_ => new Scratch())];

        void One(int item, int lane)
        {
            using DisposeScope inner = NewDisposeScope();
            (Tensor matrix, long rows, long columns, double _) = work[item];
            if (NewtonSchulz.OneByOne(device.type, rows, columns))
            {
                MatrixBuffer x = scratch[lane].For(ScalarType.Float32, rows, columns).Rent();
                x.Value.copy_(matrix);
                newtonSchulz.OrthogonalizeRented(scratch[lane], x);
            }
            else
            {
                newtonSchulz.Orthogonalize(matrix.unsqueeze(0));
            }
        }

        void All()
        {
            if (crew is not null)
            {
                crew.Run(work.Length, One);
                return;
            }

            for (int i = 0; i < work.Length; i++)
            {
                One(i, 0);
            }

            Synchronize(device);
        }

        using IDisposable noGradients = no_grad();
        All();
        double median = Stopwatches.Medians(rounds, [() => Stopwatches.Time(All)])[0];
        Array.ForEach(scratch, item => item.Dispose());
        return operations / median * 1000;
    }

    /// <summary>Waits for an accelerator to end its work.</summary>
    public static void Synchronize(Device device)
    {
        if (device.type is DeviceType.CUDA)
        {
            using Tensor one = ones(1, device: device);
            _ = one.item<float>();
        }
    }
}
