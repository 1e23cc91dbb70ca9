namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>A learning rate and a weight decay that were tried, and how the validation pictures were classified.</summary>
/// <param name="Peak">The highest learning rate.</param>
/// <param name="Decay">The weight decay.</param>
/// <param name="Curve">The mean over the tuning seeds.</param>
internal sealed record Trial(double Peak, double Decay, Curve Curve);
