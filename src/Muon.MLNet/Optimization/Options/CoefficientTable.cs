namespace Muon.MLNet;

/// <summary>The polynomials <c>a·s + b·s³ + c·s⁵</c> of the Newton–Schulz steps.</summary>
/// <remarks>
/// <see cref="MuonOptions.NsSteps"/> takes the first rows of a table; beyond its end the last row repeats. All cost the same
/// per step. Where the singular values come to lie after five steps, starting from at least 0.01 and from at least 0.001:
/// <see cref="Polynomial"/> 0.68 to 1.13 and 0.47 to 1.20, <see cref="Quintic"/> 0.98 to 1.03 and 0.48 to 1.15,
/// <see cref="PolarExpress"/> 0.86 to 1.14 and 0.85 to 1.14.
/// </remarks>
public enum CoefficientTable
{
    /// <summary><see cref="MuonOptions.MuonA"/>, <see cref="MuonOptions.MuonB"/>, <see cref="MuonOptions.MuonC"/> at every step.</summary>
    Polynomial,

    /// <summary>Five polynomials by You Jiacheng and Franz Cesista: the narrowest band for well-conditioned updates.</summary>
    Quintic,

    /// <summary>
    /// Five minimax polynomials (Polar Express, arXiv 2505.16932), with a safety of 0.02: small singular values are lifted
    /// the furthest. Matrices are divided by <c>1.02·‖X‖ + 1e-6</c>, whatever <see cref="MuonOptions.NormGuard"/> says.
    /// </summary>
    PolarExpress,
}
