namespace ImageClassification.Drawing;

internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(double factor, Point p) => new(factor * p.X, factor * p.Y);

    public double Length => Math.Sqrt((X * X) + (Y * Y));
}
