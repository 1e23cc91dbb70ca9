using System.Globalization;
using Muon.MLNet.Training;
using static TorchSharp.torch;

namespace Muon.MLNet.Text;

/// <summary>Encoded texts with their classes.</summary>
/// <param name="input">Puts texts together.</param>
/// <param name="texts">The texts.</param>
/// <param name="classes">The class of each, from 0.</param>
/// <param name="dropRate">The share of a text that training leaves out.</param>
/// <param name="seed">With the epoch and the text's number it decides what is left out.</param>
internal sealed class TextExamples(ITextInput input, EncodedText[] texts, int[] classes, double dropRate, int seed) : IExampleSet
{
    /// <summary>So many batches are sorted among themselves: enough that their texts are nearly of one length, few enough that their order stays random.</summary>
    private const int Window = 16;

    public int Count => texts.Length;

    public IReadOnlyList<int> Classes => classes;

    /// <summary>How long the texts are, for the log.</summary>
    public string Describe()
    {
        int[] lengths = [.. texts.Select(text => text.Length).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"of {lengths[0]} to {lengths[^1]} {input.Unit}, half of them of at most {lengths[lengths.Length / 2]}");
    }

    public long? CountTokens(ReadOnlySpan<int> indices)
    {
        if (input is not TokenInput)
        {
            return null;
        }

        long sum = 0;
        foreach (int index in indices)
        {
            sum += texts[index].Length;
        }

        return sum;
    }

    public Batch Gather(ReadOnlySpan<int> indices, Device device)
    {
        EncodedText[] chosen = new EncodedText[indices.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = texts[indices[i]];
        }

        return ToBatch(chosen, indices, device);
    }

    public Batch GatherForTraining(ReadOnlySpan<int> indices, int epoch, int step, Device device)
    {
        if (dropRate == 0)
        {
            return Gather(indices, device);
        }

        EncodedText[] chosen = new EncodedText[indices.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = input.Drop(texts[indices[i]], dropRate, new Random(HashCode(epoch, indices[i])));
        }

        return ToBatch(chosen, indices, device);
    }

    /// <summary>
    /// Puts texts of similar length into the same batch, so that little of it is padding: within windows of some batches, texts are sorted by
    /// length and the batches filled with them in random order.
    /// </summary>
    public void Arrange(int[] order, BatchPlan plan, Random random)
    {
        for (int first = 0; first < plan.Steps; first += Window)
        {
            int[] batches = [.. Enumerable.Range(first, Math.Min(Window, plan.Steps - first))];
            int[] sorted = [.. batches.SelectMany(batch => order[plan[batch]])];
            Array.Sort(sorted, (a, b) => texts[a].Length != texts[b].Length ? texts[a].Length.CompareTo(texts[b].Length) : a.CompareTo(b));
            random.Shuffle(batches);
            int next = 0;
            foreach (int batch in batches)
            {
                Span<int> target = order.AsSpan(plan[batch]);
                sorted.AsSpan(next, target.Length).CopyTo(target);
                next += target.Length;
            }
        }
    }

    private Batch ToBatch(EncodedText[] chosen, ReadOnlySpan<int> indices, Device device)
    {
        long[] targets = new long[indices.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = classes[indices[i]];
        }

        return new Batch(input.ToTensor(chosen, device), tensor(targets, device: device));
    }

    // System.HashCode differs from process to process.
    private int HashCode(int epoch, int index) => unchecked((((seed * 486_187_739) + epoch) * 486_187_739) + index);
}
