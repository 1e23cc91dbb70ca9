namespace ImageClassification.Drawing;

/// <summary>
/// The ways people write the ten digits, as strokes through points of a 100 x 100 square (x to the right, y down).
/// A bar begins a new stroke; a point given twice is a corner, all others are passed smoothly.
/// </summary>
internal static class DigitShapes
{
    private static readonly string[][] s_shapes =
    [
        [
            "50 2, 28 12, 18 50, 30 88, 50 98, 72 88, 82 50, 72 14, 48 2",
            "60 6, 34 8, 20 40, 22 78, 46 97, 72 84, 80 46, 66 12, 44 5",
            "54 2, 36 18, 30 55, 42 94, 60 88, 70 50, 64 14, 46 4",
            "40 8, 20 34, 20 74, 48 96, 78 76, 80 32, 58 4, 36 8, 28 20",
        ],
        [
            "50 2, 50 50, 49 98",
            "30 24, 44 14, 54 2, 54 2, 54 50, 53 98",
            "32 22, 52 2, 52 2, 52 98 | 30 97, 74 97",
            "56 2, 48 50, 50 98",
            "40 14, 54 3, 54 3, 50 50, 50 98",
        ],
        [
            "22 26, 34 6, 58 2, 76 20, 68 46, 44 72, 20 96, 20 96, 50 95, 82 96",
            "22 22, 42 3, 68 8, 72 32, 54 62, 30 90, 18 84, 32 78, 52 90, 84 92",
            "20 12, 50 4, 72 14, 70 34, 22 96, 22 96, 80 92",
            "26 30, 30 10, 54 2, 74 18, 66 44, 40 66, 22 92, 36 88, 58 98, 82 88",
        ],
        [
            "22 14, 46 2, 70 12, 68 34, 44 46, 44 46, 72 56, 76 80, 52 98, 20 86",
            "22 4, 74 4, 74 4, 46 40, 46 40, 72 52, 76 78, 52 98, 20 86",
            "24 18, 50 2, 70 20, 52 44, 38 48, 56 49, 78 70, 54 96, 20 90",
            "26 8, 56 2, 70 18, 58 40, 40 46, 40 46, 66 54, 70 84, 44 98, 18 94",
        ],
        [
            "28 4, 22 56, 22 56, 82 54 | 66 8, 64 98",
            "62 2, 16 66, 16 66, 86 64 | 64 4, 62 98",
            "30 6, 24 40, 34 58, 58 57, 72 50 | 74 4, 68 50, 66 98",
            "36 2, 18 60, 18 60, 84 58 | 58 30, 54 98",
            "64 98, 66 50, 68 4, 68 4, 20 64, 20 64, 88 62",
        ],
        [
            "34 4, 30 42, 30 42, 56 38, 76 58, 68 88, 42 98, 20 86 | 34 4, 78 4",
            "76 4, 34 5, 34 5, 28 44, 28 44, 58 40, 76 64, 60 94, 22 92",
            "74 6, 44 8, 32 24, 44 42, 66 54, 70 78, 48 97, 22 88",
            "40 6, 34 46, 34 46, 64 48, 70 78, 46 98, 24 96 | 38 6, 84 2",
        ],
        [
            "68 4, 40 24, 22 60, 30 92, 58 97, 74 76, 60 56, 36 62, 26 78",
            "58 2, 32 36, 26 72, 46 97, 70 86, 68 62, 46 58, 28 76",
            "40 2, 30 50, 32 86, 54 97, 72 80, 62 60, 34 68",
            "74 10, 46 8, 24 44, 24 84, 50 98, 76 82, 70 56, 44 52, 26 66",
        ],
        [
            "20 6, 80 6, 80 6, 60 50, 42 98",
            "20 8, 80 6, 80 6, 58 52, 42 98 | 36 52, 78 50",
            "18 10, 46 7, 80 5, 80 5, 58 44, 50 98",
            "20 22, 22 5, 22 5, 80 5, 80 5, 62 50, 44 98",
            "22 4, 46 10, 78 8, 66 36, 54 66, 50 98",
        ],
        [
            "70 14, 46 2, 28 18, 46 42, 70 66, 64 92, 42 97, 26 80, 40 56, 64 36, 74 16",
            "50 2, 30 16, 34 40, 52 46, 70 36, 70 12, 50 2 | 50 46, 26 62, 28 90, 52 98, 76 88, 74 60, 50 46",
            "76 10, 52 2, 34 14, 38 36, 62 56, 70 82, 48 98, 28 84, 36 62, 60 44, 76 24, 72 8",
            "50 48, 30 32, 34 8, 56 2, 70 20, 54 46, 32 68, 34 94, 60 97, 74 76, 50 48",
        ],
        [
            "72 22, 52 3, 28 16, 28 42, 52 52, 72 30, 72 20, 72 20, 70 60, 66 98",
            "70 24, 48 4, 26 24, 40 50, 66 40, 72 18, 74 56, 60 90, 34 96",
            "66 12, 42 5, 28 28, 44 46, 64 32, 68 10, 68 10, 64 50, 60 98",
            "74 10, 44 4, 26 28, 44 48, 70 30, 74 8, 74 8, 66 52, 44 98",
        ],
    ];

    private static readonly Point[][][][] s_strokes = [.. s_shapes.Select(digit => digit.Select(Parse).ToArray())];

    public static int VariantCount(int digit) => s_strokes[digit].Length;

    /// <summary>The strokes of a way to write a digit, each cut at its corners into smooth pieces.</summary>
    public static Point[][] Strokes(int digit, int variant) => s_strokes[digit][variant];

    private static Point[][] Parse(string shape)
    {
        List<Point[]> pieces = [];
        foreach (string stroke in shape.Split('|'))
        {
            List<Point> piece = [];
            foreach (string text in stroke.Split(',', StringSplitOptions.TrimEntries))
            {
                string[] numbers = text.Split(' ');
                Point point = new(
                    int.Parse(numbers[0], CultureInfo.InvariantCulture) / 100.0,
                    int.Parse(numbers[1], CultureInfo.InvariantCulture) / 100.0);
                if (piece.Count > 0 && piece[^1] == point)
                {
                    pieces.Add([.. piece]);
                    piece.Clear();
                }

                piece.Add(point);
            }

            pieces.Add([.. piece]);
        }

        return [.. pieces];
    }
}
