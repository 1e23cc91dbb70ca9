namespace Muon.MLNet.Images.Augmentation;

/// <summary>A map of the plane: x' = XX·x + XY·y + X0 and y' = YX·x + YY·y + Y0.</summary>
internal readonly record struct Affine(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    public static Affine Identity => Scale(1, 1);

    /// <summary>Gets by how much areas grow; negative where the map mirrors.</summary>
    public double Determinant => (XX * YY) - (XY * YX);

    public static Affine Scale(double x, double y) => new(x, 0, 0, 0, y, 0);

    public static Affine Shift(double x, double y) => new(1, 0, x, 0, 1, y);

    /// <summary>x' = x + factor·y.</summary>
    public static Affine ShearX(double factor) => new(1, factor, 0, 0, 1, 0);

    /// <summary>y' = y + factor·x.</summary>
    public static Affine ShearY(double factor) => new(1, 0, 0, factor, 1, 0);

    /// <summary>A turn about the origin; clockwise where y points down.</summary>
    public static Affine Turn(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return new(cos, -sin, 0, sin, cos, 0);
    }

    /// <summary>This map, and then the next one.</summary>
    public Affine Then(Affine next) => new(
        (next.XX * XX) + (next.XY * YX),
        (next.XX * XY) + (next.XY * YY),
        (next.XX * X0) + (next.XY * Y0) + next.X0,
        (next.YX * XX) + (next.YY * YX),
        (next.YX * XY) + (next.YY * YY),
        (next.YX * X0) + (next.YY * Y0) + next.Y0);
}
