using System.CommandLine;
using System.Runtime.InteropServices;
using Muon.MLNet.Cli.Diagnosis;
using Muon.MLNet.Cli.Training;
using TorchSharp;

namespace Muon.MLNet.Cli.Verbs;

/// <summary>The verb <c>doctor</c>: what this machine can do, what is missing, and how to install it.</summary>
internal static class DoctorCommand
{
    public static Command Create(Tool tool)
    {
        Command command = new("doctor", "Says what this machine can do, and what is missing.");
        tool.SetAction(command, (_, console, _) =>
        {
            string libtorch = Libtorch.Require();
            int threads = torch.get_num_threads();
            int gpus = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
            double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
            double rate = MatrixRate.Measure();
            IReadOnlyList<string> pictures = PictureCodecs.Find(out Finding? codecs);
            Finding[] findings = [.. ((Finding?[])[codecs, BlasLibrary.Judge() ?? MatrixRate.Judge(rate), ThreadChoice.Judge(threads), GraphicsDriver.Judge(gpus)]).OfType<Finding>()];
            console.Result(
                new { muonVersion = Machine.Version, libtorch, dotNet = RuntimeInformation.FrameworkDescription, cpu = Machine.Cpu(), processors = Environment.ProcessorCount, threads, memoryGigabytes = memory, gpus, gigaflops = rate, pictures, findings },
                [
                    $"Muon.MLNet {Machine.Version}, libtorch {libtorch}, {RuntimeInformation.FrameworkDescription}",
                    Invariant($"processor: {Machine.Cpu()}, {Environment.ProcessorCount} logical, {threads} threads for libtorch; memory: {memory:F1} GB"),
                    gpus > 0 ? Invariant($"GPUs: {gpus}; --device automatic uses the first") : "GPU: libtorch sees none, so training runs on the processor. With an NVIDIA GPU and driver, a CUDA build of libtorch uses it: package TorchSharp-cuda-linux or -windows, or Torch_DIR at a CUDA libtorch.",
                    Invariant($"matrix products, float32, {MatrixRate.Side}×{MatrixRate.Side}: {rate:N0} GFLOP/s"),
                    $"pictures: {(pictures.Count == 0 ? "none can be read" : string.Join(", ", pictures))}",
                    .. findings.SelectMany(finding => (string[])[$"{(finding.IsError ? "missing" : "note")}: {finding.Text}", .. finding.Remedy.Split('\n').Select(line => $"  {line}")]),
                    findings.Any(finding => finding.IsError) ? "not all of this program can be used here." : "everything that training needs is there.",
                ]);
            return findings.Any(finding => finding.IsError) ? ExitCodes.Environment : ExitCodes.Success;
        });
        return command;
    }
}
