namespace Muon.MLNet.Images.Augmentation;

/// <summary>Draws from Beta(α, α): the first of two numbers from Gamma(α), as a share of both.</summary>
internal static class BetaDraw
{
    public static double Draw(PictureDice dice, double alpha)
    {
        // By logarithms: for small α both gammas underflow to 0, and their share is still defined.
        double first = LogGamma(dice, alpha);
        double second = LogGamma(dice, alpha);
        return 1 / (1 + Math.Exp(second - first));
    }

    /// <summary>
    /// The logarithm of a number from Gamma(α), by the rejection of Marsaglia and Tsang (2000): with d = α − 1/3, c = 1/√(9d),
    /// x normal, u uniform and v = (1 + c·x)³, d·v is taken where ln u &lt; x²/2 + d − d·v + d·ln v. That holds for α ≥ 1; below, it
    /// is drawn for α + 1 and multiplied by u^(1/α).
    /// </summary>
    private static double LogGamma(PictureDice dice, double alpha)
    {
        if (alpha < 1)
        {
            return LogGamma(dice, alpha + 1) + (Math.Log(1 - dice.Share()) / alpha);
        }

        double d = alpha - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = dice.Normal();
            double root = 1 + (c * x);
            double v = root * root * root;
            double u = 1 - dice.Share();
            if (root > 0 && Math.Log(u) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return Math.Log(d * v);
            }
        }
    }
}
