using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Chooses the device as the options and ML.NET's context ask for it, and says which one and why.</summary>
internal static class DeviceSelector
{
    /// <summary>Selects a device.</summary>
    /// <param name="asked">The option.</param>
    /// <param name="gpuDeviceId"><c>MLContext.GpuDeviceId</c>: null for none.</param>
    /// <param name="fallbackToCpu"><c>MLContext.FallbackToCpu</c>: whether a missing GPU is a warning rather than an error.</param>
    /// <exception cref="InvalidOperationException">A GPU was asked for and is not there.</exception>
    public static DeviceChoice Select(TrainingDevice asked, int? gpuDeviceId, bool fallbackToCpu) =>
        Select(asked, gpuDeviceId, fallbackToCpu, cuda.is_available() ? cuda.device_count() : 0);

    /// <inheritdoc cref="Select(TrainingDevice, int?, bool)"/>
    /// <param name="asked">The option.</param>
    /// <param name="gpuDeviceId"><c>MLContext.GpuDeviceId</c>: null for none.</param>
    /// <param name="fallbackToCpu"><c>MLContext.FallbackToCpu</c>.</param>
    /// <param name="count">The GPUs that libtorch sees.</param>
    public static DeviceChoice Select(TrainingDevice asked, int? gpuDeviceId, bool fallbackToCpu, int count)
    {
        if (asked is TrainingDevice.Cpu || (asked is TrainingDevice.Context && gpuDeviceId is null))
        {
            return new DeviceChoice(CPU, asked is TrainingDevice.Cpu ? "CPU, as Device says" : "CPU, because neither MLContext.GpuDeviceId nor Device asks for a GPU");
        }

        int id = gpuDeviceId ?? 0;
        if (id >= 0 && id < count)
        {
            return new DeviceChoice(new Device(DeviceType.CUDA, id), string.Create(CultureInfo.InvariantCulture, $"CUDA GPU {id} of {count}"));
        }

        string reason = count == 0
            ? "libtorch sees no CUDA device (a CPU build, no driver, or no GPU)"
            : string.Create(CultureInfo.InvariantCulture, $"libtorch sees {count} CUDA device(s), numbered from 0");
        string wish = (asked, gpuDeviceId) switch
        {
            (TrainingDevice.Context, _) => string.Create(CultureInfo.InvariantCulture, $"MLContext.GpuDeviceId is {id}"),
            (_, null) => $"Device is {asked}",
            _ => string.Create(CultureInfo.InvariantCulture, $"Device is {asked} and MLContext.GpuDeviceId is {id}"),
        };
        return asked is TrainingDevice.Automatic || (asked is TrainingDevice.Context && fallbackToCpu)
            ? new DeviceChoice(CPU, $"CPU, because {reason}; {wish}", IsSecondChoice: asked is TrainingDevice.Context)
            : throw new InvalidOperationException(asked is TrainingDevice.Context
                ? $"{wish}, but {reason}. Set GpuDeviceId to null, or FallbackToCpu to true, to train on the CPU."
                : $"{wish}, but {reason}. Set Device to Automatic or Cpu to train on the CPU.");
    }
}
