using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Gathers the batches of an epoch.</summary>
internal static class BatchPrefetcher
{
    public static IEnumerable<Batch> Run(IExampleSet examples, int[] order, BatchPlan plan, int epoch, Device device, CancellationToken cancellation)
    {
        for (int step = 0; step < plan.Steps && !cancellation.IsCancellationRequested; step++)
        {
            yield return examples.GatherForTraining(order.AsSpan(plan[step]), epoch, step, device);
        }
    }
}
