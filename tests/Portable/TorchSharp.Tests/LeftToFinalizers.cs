using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Muon.Portable.Torch.Tests;

/// <summary>
/// Tests that leave tensors to the finalizer release them at the end of their class, so that tests which count live
/// tensors do not see them disappear.
/// </summary>
internal static class LeftToFinalizers
{
    public static void Release()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public static long LiveTensors()
    {
        Release();
        return Tensor.TotalCount;
    }

    /// <summary>TorchSharp never takes the tensor that a parameter was made of off its count; here it is 0.</summary>
    public static long CountedForGoodPerParameter()
    {
        long before = LiveTensors();
        new Parameter(ones(1)).Dispose();
        return LiveTensors() - before;
    }
}
