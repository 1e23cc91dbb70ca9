using Muon.MLNet.Networks;
using Muon.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Training;

[TestClass]
public sealed class JudgementTests
{
    [TestMethod]
    [DataRow(ValidationMetric.Accuracy, 0.8)]
    [DataRow(ValidationMetric.MacroAccuracy, 0.6)]
    [DataRow(ValidationMetric.Loss, -1.5)]
    public void EachMetricIsToBeMaximised(ValidationMetric metric, double expected) => Assert.AreEqual(expected, new Judgement(1.5, 0.8, 0.6).By(metric));

    [TestMethod]
    public void MacroAccuracyCountsClassesAlikeAndThoseThatDoNotOccurNotAtAll()
    {
        // Eight examples of class 0, all right; one of class 1, wrong; one of class 2, right; class 3 does not occur.
        int[] classes = [0, 0, 0, 0, 1, 0, 0, 2, 0, 0];
        int[] predicted = [0, 0, 0, 0, 3, 0, 0, 2, 0, 0];
        using Echo network = new();
        Judgement judgement = ModelEvaluation.Run(network, new Predicted(classes, predicted), batchSize: 3, CPU, CancellationToken.None);
        Assert.AreEqual(0.9, judgement.Accuracy, 1e-12);
        Assert.AreEqual(2.0 / 3, judgement.MacroAccuracy, 1e-12);
    }

    [TestMethod]
    public void TheBestEpochIsThatOfTheMetric()
    {
        Judgement frequent = new(Loss: 1, Accuracy: 0.9, MacroAccuracy: 0.5);
        Judgement even = new(Loss: 2, Accuracy: 0.8, MacroAccuracy: 0.7);
        Assert.AreEqual((true, false), Offers(ValidationMetric.Accuracy));
        Assert.AreEqual((true, true), Offers(ValidationMetric.MacroAccuracy));
        Assert.AreEqual((true, false), Offers(ValidationMetric.Loss));

        (bool, bool) Offers(ValidationMetric metric)
        {
            using Echo network = new();
            using BestWeights best = new(network, metric);
            return (best.Offer(frequent), best.Offer(even));
        }
    }

    /// <summary>Gives its input as logits.</summary>
    private sealed class Echo() : ClassifierNetwork(nameof(Echo))
    {
        public override nn.Module? Head => null;

        public override Tensor forward(Tensor input) => input.alias();
    }

    /// <summary>Inputs that an <see cref="Echo"/> takes for the classes that are wanted.</summary>
    private sealed class Predicted(int[] classes, int[] predicted) : IExampleSet
    {
        public int Count => classes.Length;

        public IReadOnlyList<int> Classes => classes;

        public Batch Gather(ReadOnlySpan<int> indices, Device device)
        {
            float[] logits = new float[indices.Length * 4];
            long[] targets = new long[indices.Length];
            for (int i = 0; i < indices.Length; i++)
            {
                logits[(i * 4) + predicted[indices[i]]] = 5;
                targets[i] = classes[indices[i]];
            }

            return new Batch(tensor(logits, [indices.Length, 4]), tensor(targets));
        }
    }
}
