namespace Microsoft.ML.Runtime;

/// <summary>What can be told to stop; extensions find it by this name.</summary>
internal interface ICancelable
{
    bool IsCanceled { get; }
}

internal static class Cancelable
{
    /// <exception cref="OperationCanceledException">The context was told to stop.</exception>
    public static void CheckAlive(this IHostEnvironment env)
    {
        if (env is ICancelable { IsCanceled: true })
        {
            throw new OperationCanceledException("Operation was canceled.");
        }
    }
}
