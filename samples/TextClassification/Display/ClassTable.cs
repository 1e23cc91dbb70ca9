using Microsoft.ML.Data;

namespace TextClassification.Display;

/// <summary>Precision and recall of each class, worst recall first, as many classes as a screen has lines.</summary>
internal static class ClassTable
{
    private const int Most = 20;

    public static void Write(TextWriter writer, IReadOnlyList<string> names, ConfusionMatrix matrix)
    {
        int[] tested = [.. Enumerable.Range(0, matrix.NumberOfClasses)
            .Where(c => matrix.Counts[c].Sum() > 0)
            .OrderBy(c => matrix.PerClassRecall[c])
            .ThenBy(c => names[c], StringComparer.Ordinal)];
        int width = tested.Take(Most).Max(c => names[c].Length);
        writer.WriteLine($"{"class".PadRight(width)}  precision  recall  rows  taken for");
        foreach (int c in tested.Take(Most))
        {
            int other = MostFrequentMistake(matrix, c);
            string mistake = other < 0 ? "" : Invariant($"{names[other]} ({matrix.Counts[c][other]:F0})");
            writer.WriteLine(Invariant($"{names[c].PadRight(width)}  {matrix.PerClassPrecision[c],9:F2}  {matrix.PerClassRecall[c],6:F2}  {matrix.Counts[c].Sum(),4:F0}  {mistake}").TrimEnd());
        }

        if (tested.Length > Most)
        {
            writer.WriteLine(Invariant($"... and {tested.Length - Most:N0} classes of a better recall"));
        }
    }

    private static int MostFrequentMistake(ConfusionMatrix matrix, int actual)
    {
        int best = -1;
        for (int c = 0; c < matrix.NumberOfClasses; c++)
        {
            double count = c == actual ? 0 : matrix.Counts[actual][c];
            best = count > (best < 0 ? 0 : matrix.Counts[actual][best]) ? c : best;
        }

        return best;
    }
}
