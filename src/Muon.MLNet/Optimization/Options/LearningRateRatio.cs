namespace Muon.MLNet;

/// <summary>How fast the parameters that a pattern matches are trained, compared with the others.</summary>
/// <param name="Pattern">A regular expression, searched for anywhere in the full path of a parameter, case-sensitive: <c>^stem</c>.</param>
/// <param name="Ratio">What their learning rate is multiplied by: above 0, at most 1,000,000.</param>
public sealed record LearningRateRatio(string Pattern, double Ratio)
{
    internal const double Largest = 1e6;
}
