using ImageClassification.Data;

namespace ImageClassification.Drawing;

/// <summary>
/// Draws digits by hand, so to speak: one of several ways to write the digit, its points shaken, the whole sheared, turned,
/// stretched and bent, with a pen of varying width and ink, on noisy paper. Picture k of a seed is always the same.
/// </summary>
internal static class DigitPainter
{
    public const int Size = 28;
    private const int StepsPerCurve = 6;

    /// <summary>Pictures number <paramref name="first"/> and following of a seed; different numbers are different pictures.</summary>
    public static PictureSet Draw(int count, int seed, int first = 0)
    {
        byte[] pixels = new byte[count * Size * Size];
        byte[] labels = new byte[count];
        Parallel.For(0, count, i =>
        {
            Dice dice = new(((ulong)(uint)seed << 32) ^ (ulong)(first + i) * 0xD1342543DE82EF95);
            labels[i] = (byte)dice.Below(10);
            Draw(labels[i], dice, pixels.AsSpan(i * Size * Size, Size * Size));
        });
        return new PictureSet(pixels, labels, Size, Size);
    }

    private static void Draw(int digit, Dice dice, Span<byte> pixels)
    {
        Canvas canvas = new(Size);
        Func<Point, Point> hand = Hand(dice);
        double width = dice.Between(0.75, 1.75), ink = dice.Between(0.7, 1.05);
        double shake = dice.Between(0.01, 0.04);
        foreach (Point[] piece in Shaken(DigitShapes.Strokes(digit, dice.Below(DigitShapes.VariantCount(digit))), shake, dice))
        {
            double from = width * dice.Between(0.75, 1.15), to = width * dice.Between(0.65, 1.15);
            Point[] line = [.. Smooth(piece).Select(hand)];
            for (int i = 1; i < line.Length; i++)
            {
                double a = (i - 1.0) / (line.Length - 1), b = (double)i / (line.Length - 1);
                canvas.Line(line[i - 1], line[i], from + ((to - from) * a), from + ((to - from) * b), ink);
            }
        }

        if (dice.Next() < 0.1)
        {
            Speck(canvas, dice);
        }

        double noise = dice.Next() < 0.5 ? dice.Between(0, 0.03) : dice.Between(0.03, 0.12);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Round(255 * Math.Clamp(canvas.Ink[i] + (noise * dice.Normal()), 0, 1));
        }
    }

    /// <summary>Moves the points a little. Points that belong together (a corner, a closed loop) stay together.</summary>
    private static IEnumerable<Point[]> Shaken(Point[][] pieces, double shake, Dice dice)
    {
        Dictionary<Point, Point> moved = [];
        foreach (Point point in pieces.SelectMany(p => p))
        {
            moved.TryAdd(point, point + new Point(shake * dice.Normal(), shake * dice.Normal()));
        }

        return pieces.Select(piece => piece.Select(p => moved[p]).ToArray());
    }

    /// <summary>A Catmull-Rom curve through the points.</summary>
    private static List<Point> Smooth(Point[] points)
    {
        List<Point> line = [points[0]];
        for (int i = 1; i < points.Length; i++)
        {
            Point before = points[Math.Max(i - 2, 0)], a = points[i - 1], b = points[i], after = points[Math.Min(i + 1, points.Length - 1)];
            Point slopeA = 0.5 * (b - before), slopeB = 0.5 * (after - a);
            for (int step = 1; step <= StepsPerCurve; step++)
            {
                double t = (double)step / StepsPerCurve, t2 = t * t, t3 = t2 * t;
                line.Add((((2 * t3) - (3 * t2) + 1) * a) + ((t3 - (2 * t2) + t) * slopeA) + (((3 * t2) - (2 * t3)) * b) + ((t3 - t2) * slopeB));
            }
        }

        return line;
    }

    /// <summary>From the unit square to pixels: a wave bends the shape, then it is stretched, sheared, turned and put down.</summary>
    private static Func<Point, Point> Hand(Dice dice)
    {
        double height = dice.Between(16, 22), width = height * dice.Between(0.62, 1.05);
        double shear = 0.22 * dice.Normal(), angle = 0.12 * dice.Normal();
        (double sin, double cos) = Math.SinCos(angle);
        double bend = dice.Between(0, 0.05);
        double phaseX = dice.Between(0, 2 * Math.PI), phaseY = dice.Between(0, 2 * Math.PI), wave = dice.Between(3, 7);
        Point centre = new((Size / 2.0) + (1.2 * dice.Normal()), (Size / 2.0) + (1.2 * dice.Normal()));
        return point =>
        {
            double x = point.X - 0.5 + (bend * Math.Sin((wave * point.Y) + phaseX));
            double y = point.Y - 0.5 + (bend * Math.Sin((wave * point.X) + phaseY));
            (x, y) = ((x - (shear * y)) * width, y * height);
            return centre + new Point((cos * x) - (sin * y), (sin * x) + (cos * y));
        };
    }

    private static void Speck(Canvas canvas, Dice dice)
    {
        Point start = new(dice.Between(1, Size - 1), dice.Between(1, Size - 1));
        Point end = start + new Point(dice.Between(-3, 3), dice.Between(-3, 3));
        canvas.Line(start, end, 0.5, 0.3, dice.Between(0.3, 0.8));
    }
}
