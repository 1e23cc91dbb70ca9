using static TorchSharp.torch;

namespace Muon.MLNet.Tests.TestData;

/// <summary>Counts native tensors.</summary>
internal static class LiveTensors
{
    /// <summary>The number of live tensors. What earlier tests left to finalizers is freed first: it would go in the middle of a count.</summary>
    public static long Count()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }
}
