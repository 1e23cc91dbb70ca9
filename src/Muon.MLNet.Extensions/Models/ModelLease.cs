namespace Muon.MLNet.Extensions;

/// <summary>Keeps a version of a model usable, even if it is replaced meanwhile, until it is disposed of.</summary>
public sealed class ModelLease : IDisposable
{
    private int _released;

    internal ModelLease(ServedModel model) => Model = model;

    /// <summary>Gets the model.</summary>
    public ServedModel Model { get; }

    /// <summary>Gives the model back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            Model.Release();
        }
    }
}
