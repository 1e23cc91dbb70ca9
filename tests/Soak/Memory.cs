namespace Muon.MLNet.Soak;

/// <summary>The memory of this process.</summary>
internal static class Memory
{
    /// <summary>Gives back what is garbage.</summary>
    public static void Settle()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }

    public static long Resident()
    {
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
