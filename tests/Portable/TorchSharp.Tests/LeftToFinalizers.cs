namespace Muon.Portable.Torch.Tests;

/// <summary>
/// Tests that leave tensors to the finalizer call this at the end of their class, so that tests which count live tensors
/// do not see them disappear.
/// </summary>
internal static class LeftToFinalizers
{
    public static void Release()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
