namespace Muon.MLNet.Cli.Records;

/// <summary>On what a training ran.</summary>
/// <param name="MuonVersion">The version of Muon.MLNet.</param>
/// <param name="Libtorch">The version of libtorch.</param>
/// <param name="DotNet">The version of .NET.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Cpu">The name of the processor, or its architecture where the system does not say.</param>
/// <param name="Processors">The logical processors that the process may use.</param>
/// <param name="Threads">The threads that libtorch computed with.</param>
/// <param name="Device">The device and why it was chosen, as the trainer said it.</param>
/// <param name="Precision">The type in which the network was computed.</param>
/// <param name="Seed">The seed.</param>
internal sealed record EnvironmentRecord(
    string MuonVersion,
    string Libtorch,
    string DotNet,
    string OperatingSystem,
    string Cpu,
    int Processors,
    int Threads,
    string Device,
    string Precision,
    int Seed);
