using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>Everything that <see cref="NewtonSchulz"/> reads from the options.</summary>
/// <param name="Steps">The coefficients (a, b, c) of each step.</param>
/// <param name="Safety">What the Frobenius norm is multiplied by before the division.</param>
/// <param name="Guard">What keeps the divisor from zero; it is not <see cref="MuonOptions.Epsilon"/>.</param>
/// <param name="GuardIsMinimum">Whether the divisor is at least the guard, instead of the guard being added.</param>
/// <param name="Precision">The type of the computation.</param>
internal sealed record NewtonSchulzSettings(
    (double A, double B, double C)[] Steps,
    double Safety,
    double Guard,
    bool GuardIsMinimum,
    OrthogonalizationPrecision Precision)
{
    // YouJiacheng, Cesista: https://leloykun.github.io/ponder/muon-opt-coeffs
    private static readonly (double A, double B, double C)[] Quintic =
    [
        (4.0848, -6.8946, 2.9270),
        (3.9505, -6.3029, 2.6377),
        (3.7418, -5.5913, 2.3037),
        (2.8769, -3.1427, 1.2046),
        (2.8366, -3.0525, 1.2012),
    ];

    // Polar Express, arXiv 2505.16932: safety 2e-2, cushion 2.
    private static readonly (double A, double B, double C)[] PolarExpress =
    [
        (8.156554524902461, -22.48329292557795, 15.878769915207462),
        (4.042929935166739, -2.808917465908714, 0.5000178451051316),
        (3.8916678022926607, -2.772484153217685, 0.5060648178503393),
        (3.285753657755655, -2.3681294933425376, 0.46449024233003106),
        (2.3465413258596377, -1.7097828382687081, 0.42323551169305323),
    ];

    public static NewtonSchulzSettings From(MuonOptions options)
    {
        (double A, double B, double C)[] table = options.Coefficients switch
        {
            CoefficientTable.Quintic => Quintic,
            CoefficientTable.PolarExpress => PolarExpress,
            _ => [(options.MuonA, options.MuonB, options.MuonC)],
        };
        (double A, double B, double C)[] steps =
            [.. Enumerable.Range(0, options.NsSteps).Select(i => table[Math.Min(i, table.Length - 1)])];
        return options.Coefficients is CoefficientTable.PolarExpress
            ? new(steps, Safety: 1.02, Guard: 1e-6, GuardIsMinimum: false, options.Precision)
            : new(steps, Safety: 1, MuonDefaults.NormGuard, options.NormGuard is NormGuard.Minimum, options.Precision);
    }

    /// <summary>What a matrix, or with a scale the matrix divided by it, is divided by.</summary>
    /// <param name="norm">Its Frobenius norm.</param>
    /// <param name="scale">The scale.</param>
    /// <returns><c>safety·‖X‖ + guard</c>, or <c>max(safety·‖X‖, guard)</c>, with the guard divided by the scale.</returns>
    public double Divisor(double norm, double scale = 1) =>
        GuardIsMinimum ? Math.Max(Safety * norm, Guard / scale) : (Safety * norm) + (Guard / scale);

    /// <summary>The same for several matrices, without reading a number back.</summary>
    /// <param name="norms">Frobenius norms.</param>
    /// <param name="scales">Scales, of the same shape.</param>
    /// <returns>Of the same shape.</returns>
    public Tensor Divisor(Tensor norms, Tensor scales)
    {
        // Not by the reciprocal of a scale, which for denormal numbers would be infinite.
        using Tensor guard = scales.Times(0).PlusInPlace(Guard);
        using Tensor guards = guard.div(scales);
        using Tensor scaled = norms.Times(Safety);
        return GuardIsMinimum ? scaled.maximum(guards) : scaled.add(guards);
    }
}
