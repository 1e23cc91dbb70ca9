namespace ImageClassification.Drawing;

/// <summary>A small grey picture on which round pens draw anti-aliased lines: a pixel's ink is its distance to the line.</summary>
internal sealed class Canvas(int size)
{
    private readonly double[] _ink = new double[size * size];

    public Span<double> Ink => _ink;

    /// <summary>Draws from a to b in pixels; the pen's radius goes evenly from one end's to the other's.</summary>
    public void Line(Point a, Point b, double radiusA, double radiusB, double ink)
    {
        double reach = Math.Max(radiusA, radiusB) + 1;
        Point along = b - a;
        double lengthSquared = (along.X * along.X) + (along.Y * along.Y);
        int top = Clamp(Math.Min(a.Y, b.Y) - reach), bottom = Clamp(Math.Max(a.Y, b.Y) + reach);
        int left = Clamp(Math.Min(a.X, b.X) - reach), right = Clamp(Math.Max(a.X, b.X) + reach);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                Point pixel = new Point(x + 0.5, y + 0.5) - a;
                double t = lengthSquared > 0 ? Math.Clamp(((pixel.X * along.X) + (pixel.Y * along.Y)) / lengthSquared, 0, 1) : 0;
                double radius = radiusA + ((radiusB - radiusA) * t);
                double covered = Math.Clamp(radius + 0.5 - (pixel - (t * along)).Length, 0, 1);
                _ink[(y * size) + x] = Math.Max(_ink[(y * size) + x], ink * covered);
            }
        }
    }

    private int Clamp(double value) => Math.Clamp((int)Math.Floor(value), 0, size - 1);
}
