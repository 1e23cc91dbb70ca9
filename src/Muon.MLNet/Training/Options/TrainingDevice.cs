namespace Muon.MLNet;

/// <summary>Where a network is trained and predicts.</summary>
public enum TrainingDevice
{
    /// <summary>
    /// As <c>MLContext.GpuDeviceId</c> and <c>MLContext.FallbackToCpu</c> say: the GPU of that number; where it is missing, the CPU with a warning,
    /// or an error; without a number, the CPU.
    /// </summary>
    Context,

    /// <summary>The CPU, whatever the context says.</summary>
    Cpu,

    /// <summary>The GPU <c>MLContext.GpuDeviceId</c>, or the first one; an error where it is missing, whatever <c>FallbackToCpu</c> says.</summary>
    Gpu,

    /// <summary>The GPU <c>MLContext.GpuDeviceId</c>, or the first one; where libtorch sees none, the CPU. The log says which, and why.</summary>
    Automatic,
}
