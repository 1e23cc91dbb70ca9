using System.Text;
using ImageClassification.Data;

namespace ImageClassification.Display;

/// <summary>Pictures for the terminal: half blocks, two rows of points to a line, side by side.</summary>
internal static class PictureArt
{
    private const int Points = 14;
    private const int Gap = 2;

    /// <summary>Lines of text: a row of pictures, and below each its caption.</summary>
    public static IEnumerable<string> SideBySide(IReadOnlyList<(int Index, string Caption)> pictures, PictureSet set)
    {
        bool[][,] dark = [.. pictures.Select(p => Shrink(set.Pixels(p.Index), set.Height, set.Width))];
        for (int y = 0; y < Points; y += 2)
        {
            StringBuilder line = new();
            foreach (bool[,] points in dark)
            {
                for (int x = 0; x < Points; x++)
                {
                    line.Append((points[y, x], points[y + 1, x]) switch
                    {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        _ => ' ',
                    });
                }

                line.Append(' ', Gap);
            }

            yield return line.ToString().TrimEnd();
        }

        yield return string.Concat(pictures.Select(p => p.Caption.PadRight(Points + Gap))).TrimEnd();
    }

    /// <summary>A point has ink where its part of the picture is, on average, at least as dark as a third of the darkest.</summary>
    private static bool[,] Shrink(ReadOnlySpan<byte> pixels, int height, int width)
    {
        double[,] means = new double[Points, Points];
        double darkest = 1;
        for (int y = 0; y < Points; y++)
        {
            for (int x = 0; x < Points; x++)
            {
                means[y, x] = Mean(pixels, width, Part(y, height), Part(x, width));
                darkest = Math.Max(darkest, means[y, x]);
            }
        }

        bool[,] points = new bool[Points, Points];
        for (int y = 0; y < Points; y++)
        {
            for (int x = 0; x < Points; x++)
            {
                points[y, x] = means[y, x] >= darkest / 3;
            }
        }

        return points;
    }

    private static (int From, int To) Part(int point, int size)
    {
        int from = point * size / Points;
        return (from, Math.Max(from + 1, (point + 1) * size / Points));
    }

    private static double Mean(ReadOnlySpan<byte> pixels, int width, (int From, int To) rows, (int From, int To) columns)
    {
        int sum = 0;
        for (int y = rows.From; y < rows.To; y++)
        {
            for (int x = columns.From; x < columns.To; x++)
            {
                sum += pixels[(y * width) + x];
            }
        }

        return (double)sum / ((rows.To - rows.From) * (columns.To - columns.From));
    }
}
