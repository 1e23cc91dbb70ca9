using System.CommandLine;
using System.Diagnostics;
using Muon.MLNet.Cli.Training;
using TorchSharp;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>doctor</c>: what this machine can do, what is missing, and how to install it.</summary>
internal static class DoctorCommand
{
    private const int Side = 1024;
    private const int Rounds = 5;

    public static Command Create(Tool tool)
    {
        Command command = new("doctor", "Says what this machine can do, and what is missing.");
        tool.SetAction(command, (_, console, _) =>
        {
            string libtorch = Libtorch.Require();
            int threads = torch.get_num_threads();
            int gpus = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            double rate = MatrixRate();
            console.Result(
                new { muonVersion = Machine.Version, libtorch, dotNet = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, cpu = Machine.Cpu(), processors = Environment.ProcessorCount, threads, gpus, gigaflops = rate },
                [
                    $"Muon.MLNet {Machine.Version}, libtorch {libtorch}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}",
                    Invariant($"processor: {Machine.Cpu()}, {Environment.ProcessorCount} logical, {threads} threads for libtorch"),
                    gpus > 0 ? Invariant($"GPUs: {gpus}; --device automatic uses the first") : "GPU: libtorch sees none. With an NVIDIA GPU and driver, a CUDA build of libtorch uses it: package TorchSharp-cuda-linux or -windows, or Torch_DIR at a CUDA libtorch.",
                    Invariant($"matrix products, float32, {Side}×{Side}: {rate:N0} GFLOP/s"),
                    "everything that training needs is there.",
                ]);
            return ExitCodes.Success;
        });
        return command;
    }

    private static double MatrixRate()
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
}
