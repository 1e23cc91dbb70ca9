using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Muon.MLNet.Benchmarks.Plot;

/// <summary>Draws curves of accuracy against epochs in characters: the letter of each curve, a star where two meet.</summary>
internal static class TerminalCurves
{
    private const int Rows = 14, MostColumns = 64;
    private static readonly string[] Colors = ["blue", "yellow"];

    public static void Print(string title, IReadOnlyList<CurveBand> bands)
    {
        AccuracyScale scale = new(bands);
        int epochs = bands[0].Mean.Length;
        int step = Math.Max(1, MostColumns / epochs);
        string[,] cells = new string[Rows, ((epochs - 1) * step) + 1];
        for (int i = 0; i < bands.Count; i++)
        {
            for (int column = 0; column < cells.GetLength(1); column++)
            {
                double value = At(bands[i].Mean, (double)column / step);
                if (double.IsFinite(value))
                {
                    int row = Row(scale, value);
                    cells[row, column] = cells[row, column] is null ? $"[{Colors[i]}]{bands[i].Letter}[/]" : "*";
                }
            }
        }

        Dictionary<int, string> labels = [];
        foreach (double tick in scale.Ticks(1.5 / Rows))
        {
            labels.TryAdd(Row(scale, tick), tick.ToString("0.###", CultureInfo.InvariantCulture));
        }

        StringBuilder text = new();
        text.AppendLine(Markup.Escape(title));
        for (int row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{labels.GetValueOrDefault(row, ""),6} │ ");
            for (int column = 0; column < cells.GetLength(1); column++)
            {
                text.Append(cells[row, column] ?? " ");
            }

            text.AppendLine();
        }

        StringBuilder axis = new();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            int column = (epoch - 1) * step;
            if (column >= axis.Length)
            {
                axis.Append(' ', column - axis.Length).Append(epoch).Append(' ');
            }
        }

        text.AppendLine("       └" + new string('─', cells.GetLength(1) + 1)).Append("         ").Append(axis).AppendLine("epoch");
        AnsiConsole.MarkupLine(text.ToString());
    }

    private static int Row(AccuracyScale scale, double accuracy) => Math.Clamp((int)((1 - scale.Place(accuracy)) * Rows), 0, Rows - 1);

    private static double At(double[] values, double position)
    {
        int before = (int)position;
        return before >= values.Length - 1 ? values[^1] : values[before] + ((position - before) * (values[before + 1] - values[before]));
    }
}
