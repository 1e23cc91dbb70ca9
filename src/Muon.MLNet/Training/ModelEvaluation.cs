using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Loss and accuracy of a network over an example set, in evaluation mode and in batches.</summary>
internal static class ModelEvaluation
{
    public static RunningAverage Run(ClassifierNetwork network, IExampleSet examples, int batchSize, Device device, CancellationToken cancellation)
    {
        RunningAverage average = default;
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        BatchPlan plan = new(examples.Count, batchSize);
        examples.Arrange(order, plan, new Random(0));
        network.eval();
        using IDisposable noGrad = no_grad();
        for (int step = 0; step < plan.Steps && !cancellation.IsCancellationRequested; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor inputs, Tensor classes, _) = examples.Gather(order.AsSpan(plan[step]), device);
            Tensor logits = network.forward(inputs); // (batch, classes)
            double loss = nn.functional.cross_entropy(logits, classes).item<float>();
            average.Add(loss, CorrectCount(logits, classes), (int)classes.shape[0]);
        }

        return average;
    }

    /// <summary>How many rows of (batch, classes) logits have their maximum at the right class.</summary>
    public static long CorrectCount(Tensor logits, Tensor classes) => logits.argmax(1).eq(classes).sum().item<long>();
}
