using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML;

/// <summary>A change token that its owner raises.</summary>
public class ModelReloadToken : IChangeToken
{
    private readonly CancellationTokenSource _raised = new();

    public bool ActiveChangeCallbacks => true;

    public bool HasChanged => _raised.IsCancellationRequested;

    public IDisposable RegisterChangeCallback(Action<object> callback, object state) => _raised.Token.Register(callback, state);

    public void OnReload() => _raised.Cancel();
}
