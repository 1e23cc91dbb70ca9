using System.Reflection;
using System.Runtime.InteropServices;
using Muon.MLNet.Cli.Records;
using TorchSharp;

namespace Muon.MLNet.Cli.Training;

/// <summary>Describes the machine.</summary>
internal static class Machine
{
    private const string CpuFacts = "/proc/cpuinfo";

    public static string Version { get; } = typeof(MuonOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static EnvironmentRecord Describe(string device, string precision, int seed) => new(
        Version,
        torch.__version__,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        Cpu(),
        Environment.ProcessorCount,
        torch.get_num_threads(),
        device,
        precision,
        seed);

    public static string Cpu()
    {
        string? line = File.Exists(CpuFacts) ? File.ReadLines(CpuFacts).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
