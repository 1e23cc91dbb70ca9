namespace Microsoft.ML.Runtime;

/// <summary>What can be told to stop: an environment, and with it the hosts registered in it. Internal in ML.NET too.</summary>
internal interface ICancelable
{
    bool IsCanceled { get; }

    void CancelExecution();
}
