namespace Muon.MLNet.Extensions.Batching;

/// <summary>A request that waits. Whoever awaits it goes on elsewhere, not on the thread that predicts.</summary>
internal sealed class PendingPrediction<TInput, TOutput>(TInput input)
    : TaskCompletionSource<ModelPrediction<TOutput>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TInput Input => input;
}
