using System.Globalization;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Chooses the device as ML.NET's context asks for it, and says which one and why.</summary>
internal static class DeviceSelector
{
    /// <summary>Selects a device.</summary>
    /// <param name="gpuDeviceId"><c>MLContext.GpuDeviceId</c>: null for the CPU.</param>
    /// <param name="fallbackToCpu"><c>MLContext.FallbackToCpu</c>: whether a missing GPU is a warning rather than an error.</param>
    /// <param name="channel">Where the choice is told.</param>
    /// <exception cref="InvalidOperationException">A GPU was asked for and is not there.</exception>
    public static Device Select(int? gpuDeviceId, bool fallbackToCpu, IChannel channel)
    {
        string threads = string.Create(CultureInfo.InvariantCulture, $"{get_num_threads()} threads");
        if (gpuDeviceId is not { } id)
        {
            channel.Say($"Device: CPU ({threads}); MLContext.GpuDeviceId is not set.");
            return CPU;
        }

        int count = cuda.is_available() ? cuda.device_count() : 0;
        if (id >= 0 && id < count)
        {
            channel.Say($"Device: CUDA GPU {id} of {count}.");
            return new Device(DeviceType.CUDA, id);
        }

        string reason = count == 0
            ? "libtorch sees no CUDA device (a CPU build, no driver, or no GPU)"
            : string.Create(CultureInfo.InvariantCulture, $"libtorch sees {count} CUDA device(s), numbered from 0");
        if (!fallbackToCpu)
        {
            throw new InvalidOperationException(
                $"MLContext.GpuDeviceId is {id}, but {reason}. Set GpuDeviceId to null, or FallbackToCpu to true, to train on the CPU.");
        }

        channel.Warn($"Device: CPU ({threads}), because {reason}; MLContext.GpuDeviceId was {id} and FallbackToCpu is set.");
        return CPU;
    }
}
