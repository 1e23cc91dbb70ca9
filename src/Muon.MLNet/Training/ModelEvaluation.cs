using Muon.MLNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Training;

/// <summary>Loss and accuracies of a network over an example set, in evaluation mode and in batches.</summary>
internal static class ModelEvaluation
{
    public static Judgement Run(ClassifierNetwork network, IExampleSet examples, int batchSize, Device device, CancellationToken cancellation)
    {
        RunningAverage average = default;
        Dictionary<int, (int Right, int All)> classesSeen = [];
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        BatchPlan plan = new(examples.Count, batchSize);
        examples.Arrange(order, plan, new Random(0));
        network.eval();
        using IDisposable noGrad = no_grad();
        for (int step = 0; step < plan.Steps && !cancellation.IsCancellationRequested; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            int[] batch = order[plan[step]];
            (Tensor inputs, Tensor classes, _) = examples.Gather(batch, device);
            Tensor logits = network.forward(inputs); // (batch, classes)
            double loss = nn.functional.cross_entropy(logits, classes).item<float>();
            long[] predicted = logits.argmax(1).cpu().data<long>().ToArray();
            int right = 0;
            for (int i = 0; i < predicted.Length; i++)
            {
                int target = examples.Classes[batch[i]];
                int hit = predicted[i] == target ? 1 : 0;
                (int rightBefore, int allBefore) = classesSeen.GetValueOrDefault(target);
                classesSeen[target] = (rightBefore + hit, allBefore + 1);
                right += hit;
            }

            average.Add(loss, right, predicted.Length);
        }

        double macro = classesSeen.Count == 0 ? double.NaN : classesSeen.Values.Average(seen => (double)seen.Right / seen.All);
        return new Judgement(average.Loss, average.Accuracy, macro);
    }

    /// <summary>How many rows of (batch, classes) logits have their maximum at the right class, a number on the device.</summary>
    public static Tensor Correct(Tensor logits, Tensor classes) => logits.argmax(1).eq(classes).sum();
}
