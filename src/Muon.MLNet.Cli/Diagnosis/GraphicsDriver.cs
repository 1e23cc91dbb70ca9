namespace Muon.MLNet.Cli.Diagnosis;

/// <summary>Whether there is an NVIDIA driver that libtorch makes nothing of.</summary>
internal static class GraphicsDriver
{
    private const string Linux = "/proc/driver/nvidia/version";

    /// <summary>What keeps the GPU of this machine from being used.</summary>
    /// <param name="gpus">The GPUs that libtorch sees.</param>
    public static Finding? Judge(int gpus) => Judge(gpus, File.Exists(Linux));

    /// <summary>What keeps a GPU from being used.</summary>
    /// <param name="gpus">The GPUs that libtorch sees.</param>
    /// <param name="hasDriver">Whether NVIDIA's driver is there.</param>
    public static Finding? Judge(int gpus, bool hasDriver) => gpus == 0 && hasDriver
        ? new Finding(IsError: false, "NVIDIA's driver is installed, but libtorch sees no GPU: it is a build for the processor, or the driver is older than its CUDA.", "In a project over the NuGet packages: dotnet add package TorchSharp-cuda-linux")
        : null;
}
