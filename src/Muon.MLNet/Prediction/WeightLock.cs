using System.Runtime.InteropServices;

namespace Muon.MLNet.Prediction;

/// <summary>Lets any number of threads predict at the same time, and none while weights are exchanged: no prediction sees half of them.</summary>
internal sealed class WeightLock
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.SupportsRecursion);

    /// <summary>Holds the weights as they are until the result is disposed of, on the same thread.</summary>
    public Held Read()
    {
        _lock.EnterReadLock();
        return new Held(_lock, isWriting: false);
    }

    /// <summary>Waits for the predictions that run, and holds up new ones until the result is disposed of, on the same thread.</summary>
    public Held Write()
    {
        _lock.EnterWriteLock();
        return new Held(_lock, isWriting: true);
    }

    /// <summary>What is held.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly ref struct Held(ReaderWriterLockSlim held, bool isWriting)
    {
        public void Dispose()
        {
            if (isWriting)
            {
                held.ExitWriteLock();
            }
            else
            {
                held.ExitReadLock();
            }
        }
    }
}
