using Muon.MLNet.Prediction;

namespace Muon.MLNet.Text;

/// <summary>Texts that wait to be scored together: encoded on all cores, and put side by side by length, so that little is padding.</summary>
internal sealed class TextRows(TextClassifier owner, Func<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> read) : IInputBatch
{
    /// <summary>So many texts go through the network at once.</summary>
    private const int MaxTexts = 32;

    /// <summary>So many ids go through the network at once, but for a text that is longer.</summary>
    private const int MaxIds = 1 << 14;

    private readonly List<(ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)> _waiting = [];

    public int Count => _waiting.Count;

    // Copied where there will be more: the memory of a row may be used again for the next one.
    public void Add() => _waiting.Add(read() is var (first, second) ? (first.ToArray(), second.ToArray()) : default);

    public void Score(Span<float> probabilities)
    {
        (ReadOnlyMemory<char> First, ReadOnlyMemory<char> Second)[] texts = [.. _waiting];
        _waiting.Clear();
        EncodedText[] encoded = new EncodedText[texts.Length];
        if (texts.Length == 1)
        {
            Encode(0);
        }
        else
        {
            Parallel.For(0, texts.Length, Encode);
        }

        int[] order = [.. Enumerable.Range(0, texts.Length).OrderBy(i => encoded[i].Length)];
        int classes = owner.Labels.Count;
        float[] scores = new float[Math.Min(MaxTexts, texts.Length) * classes];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && end - start < MaxTexts && (end - start + 1) * encoded[order[end]].Length <= MaxIds)
            {
                end++;
            }

            owner.Score([.. order[start..end].Select(i => encoded[i])], scores.AsSpan(0, (end - start) * classes));
            for (int i = start; i < end; i++)
            {
                scores.AsSpan((i - start) * classes, classes).CopyTo(probabilities[(order[i] * classes)..]);
            }

            start = end;
        }

        void Encode(int i) => encoded[i] = owner.Input.Encode(texts[i].First.Span, texts[i].Second.Span);
    }
}
