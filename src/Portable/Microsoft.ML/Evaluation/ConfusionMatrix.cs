using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

public sealed class ConfusionMatrix
{
    private readonly string[] _names;

    /// <param name="counts">Rows per true class and predicted class.</param>
    /// <param name="names">The names of the classes.</param>
    internal ConfusionMatrix(double[,] counts, string[] names)
    {
        _names = names;
        NumberOfClasses = names.Length;
        int[] classes = [.. Enumerable.Range(0, NumberOfClasses)];
        Counts = Array.ConvertAll(classes, t => (IReadOnlyList<double>)Array.ConvertAll(classes, p => counts[t, p]));
        PerClassRecall = Array.ConvertAll(classes, c => Ratio(counts[c, c], classes.Sum(p => counts[c, p])));
        PerClassPrecision = Array.ConvertAll(classes, c => Ratio(counts[c, c], classes.Sum(t => counts[t, c])));
    }

    public int NumberOfClasses { get; }
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }
    public IReadOnlyList<double> PerClassPrecision { get; }
    public IReadOnlyList<double> PerClassRecall { get; }

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        CheckIndex(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        CheckIndex(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    public string GetFormattedConfusionTable()
    {
        // Names that do not fit above the columns move to the rows, and numbers stand in for them.
        int width = NumberOfClasses == 2 ? 8 : 5;
        int longest = _names.Max(n => n.Length);
        string[] columns = _names;
        string[] rows = _names;
        if (longest > width)
        {
            int digits = $"{NumberOfClasses - 1}".Length;
            columns = [.. _names.Select((_, i) => $"{i}")];
            rows = [.. _names.Select((n, i) => $"{columns[i].PadLeft(digits)}. {n.PadLeft(longest)}")];
        }

        int rowWidth = Math.Max("PREDICTED".Length, rows.Max(r => r.Length));
        string line = new('=', NumberOfClasses * (width + 3));
        var table = new StringBuilder("\nConfusion table\n");
        Row("", line, "");
        Row("PREDICTED".PadRight(rowWidth), Cells(columns), " Recall");
        Row("TRUTH".PadRight(rowWidth), line, "");
        for (int i = 0; i < NumberOfClasses; i++)
        {
            Row(rows[i], Cells(Counts[i].Select(c => Number(c, "N0"))), " " + Number(PerClassRecall[i], "F4"));
        }

        Row("", line, "");
        Row("Precision".PadRight(rowWidth), string.Concat(PerClassPrecision.Select(p => Number(p, "F4").PadLeft(width + 1) + " |")), "");
        return table.ToString();

        void Row(string head, string cells, string tail) => table.Append(head.PadLeft(rowWidth)).Append(" ||").Append(cells).Append(tail).Append('\n');

        string Cells(IEnumerable<string> values) => string.Concat(values.Select(v => $" {v.PadLeft(width)} |"));
    }

    private void CheckIndex(int index, string name) =>
        Contracts.CheckParam(0 <= index && index < NumberOfClasses, name, "Invalid index. Should be non-negative, less than the number of classes.");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
