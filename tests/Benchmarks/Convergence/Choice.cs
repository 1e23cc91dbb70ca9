namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>Chooses among trials, in the same way for all optimizers.</summary>
/// <param name="target">The accuracy on validation pictures to be reached soonest; null: the greatest late accuracy is the best.</param>
/// <param name="classes">The number of classes.</param>
internal sealed class Choice(double? target, int classes)
{
    /// <summary>Epochs of a trial to the target; null where it is never reached, or there is none.</summary>
    public double? Epochs(Trial trial) => target is { } accuracy ? Curve.EpochsTo(accuracy, trial.Curve.Accuracy, classes) : null;

    /// <summary>The best: of those that reach the target, the soonest; of the others, the greatest late accuracy. One that diverged never is.</summary>
    public Trial Best(IEnumerable<Trial> trials) => trials.Aggregate((best, trial) => IsBetter(trial, best) ? trial : best);

    private bool IsBetter(Trial mine, Trial other)
    {
        (double? my, double? its) = (Epochs(mine), Epochs(other));
        if (my != its)
        {
            return my is not null && (its is null || my < its);
        }

        return mine.Curve.Late > other.Curve.Late || (double.IsNaN(other.Curve.Late) && !double.IsNaN(mine.Curve.Late));
    }
}
