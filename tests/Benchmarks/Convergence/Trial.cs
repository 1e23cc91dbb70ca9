namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>A learning rate and a weight decay that were tried, and how the validation pictures were classified.</summary>
/// <param name="Peak">The highest learning rate.</param>
/// <param name="Decay">The weight decay.</param>
/// <param name="Curve">The mean over the tuning seeds.</param>
/// <param name="EpochsToTarget">Epochs until the mean reaches the fixed target; null where it never does.</param>
internal sealed record Trial(double Peak, double Decay, Curve Curve, double? EpochsToTarget)
{
    /// <summary>Whether this one is to be preferred. One that diverged never is.</summary>
    public bool IsBetterThan(Trial other, Criterion criterion)
    {
        if (criterion == Criterion.Soonest && EpochsToTarget != other.EpochsToTarget)
        {
            return EpochsToTarget is { } mine && (other.EpochsToTarget is not { } its || mine < its);
        }

        return Curve.Late > other.Curve.Late || (double.IsNaN(other.Curve.Late) && !double.IsNaN(Curve.Late));
    }
}
