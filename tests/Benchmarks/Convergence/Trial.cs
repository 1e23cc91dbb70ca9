namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>A learning rate and a weight decay that were tried, and how the validation pictures were classified.</summary>
internal sealed record Trial(double Peak, double Decay, Curve Curve)
{
    /// <summary>Whether this one is to be preferred: by late validation accuracy, then by loss. One that diverged never is.</summary>
    public bool IsBetterThan(Trial other)
    {
        ((double mine, double myLoss), (double its, double itsLoss)) = (Curve.Late, other.Curve.Late);
        return mine > its || (mine == its && myLoss < itsLoss) || (double.IsNaN(its) && !double.IsNaN(mine));
    }
}
