using Muon.MLNet.Text.Tokenization;

namespace Muon.MLNet.Text;

/// <summary>
/// Explains a prediction by leaving out one word after the other (Li, Monroe and Jurafsky, arXiv:1612.08220). It asks of a network nothing but
/// predictions, so it holds for every architecture, and what it shows really happens.
/// </summary>
internal static class Occlusion
{
    private const int MaxTexts = 128;
    private const double LeastProbability = 1e-12;

    /// <param name="classifier">The model.</param>
    /// <param name="first">The text.</param>
    /// <param name="second">The second text of a pair, or empty.</param>
    /// <param name="className">The class, or null for the predicted one.</param>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public static TextExplanation Explain(TextClassifier classifier, string first, string second, string? className)
    {
        (first, second) = (WellFormedText.Of(first), WellFormedText.Of(second));
        int classes = classifier.Labels.Count;
        float[] whole = new float[classes];
        classifier.Score([classifier.Input.Encode(first, second)], whole);
        int target = className is null ? whole.AsSpan().IndexOf(whole.Max()) : Find(classifier, className);
        double odds = LogOdds(whole[target]);

        List<(string Text, Range Range, bool IsSecond)> words =
        [
            .. TextWords.Of(first).Select(range => (first[range], range, false)),
            .. TextWords.Of(second).Select(range => (second[range], range, true)),
        ];
        TextSpanWeight[] weights = new TextSpanWeight[words.Count];
        for (int start = 0; start < words.Count; start += MaxTexts)
        {
            int count = Math.Min(MaxTexts, words.Count - start);
            EncodedText[] without = new EncodedText[count];
            Parallel.For(0, count, i =>
            {
                (_, Range range, bool isSecond) = words[start + i];
                without[i] = classifier.Input.Encode(isSecond ? first : Without(first, range), isSecond ? Without(second, range) : second);
            });
            float[] scores = new float[count * classes];
            classifier.Score(without, scores);
            for (int i = 0; i < count; i++)
            {
                (string text, Range range, bool isSecond) = words[start + i];
                (int offset, int length) = range.GetOffsetAndLength(isSecond ? second.Length : first.Length);
                weights[start + i] = new TextSpanWeight(text, offset, length, odds - LogOdds(scores[(i * classes) + target]), isSecond);
            }
        }

        return new TextExplanation(classifier.Labels.Names[target], whole[target], weights);
    }

    private static int Find(TextClassifier classifier, string className)
    {
        int index = classifier.Labels.Names.ToList().IndexOf(className);
        return index >= 0
            ? index
            : throw new ArgumentException($"The model has no class '{className}'. Its classes are {string.Join(", ", classifier.Labels.Names.Take(10))}{(classifier.Labels.Count > 10 ? ", …" : "")}.", nameof(className));
    }

    private static string Without(string text, Range range) => string.Concat(text.AsSpan(..range.Start), " ", text.AsSpan(range.End..));

    private static double LogOdds(double probability)
    {
        double p = Math.Clamp(probability, LeastProbability, 1 - LeastProbability);
        return Math.Log(p / (1 - p));
    }
}
