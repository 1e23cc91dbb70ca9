using System.ComponentModel.DataAnnotations;
using Muon.MLNet.AutoML;

namespace Muon.MLNet;

/// <summary>
/// Ends trials that are behind: at certain shares of its epochs a trial goes on only if it is among the best of those that came
/// there before it (asynchronous successive halving, L. Li et al., "A System for Massively Parallel Hyperparameter Tuning",
/// arXiv:1810.05934, in the form that stops instead of pausing).
/// </summary>
/// <remarks>
/// With a factor of 3 and 9 epochs, trials are compared after epoch 1 and after epoch 3. They are compared at the same share of their
/// schedules, not at the same epoch: a learning rate that falls along a cosine makes a longer run look worse at first.
/// </remarks>
public sealed class SuccessiveHalving
{
    /// <summary>Gets or sets the factor between the shares; one in this many goes on.</summary>
    /// <value>The default value is 3. From 2 to 10.</value>
    [Range(2, 10)]
    public int Factor { get; init; } = 3;

    /// <summary>Gets or sets the fewest epochs after which a trial may be ended.</summary>
    /// <value>The default value is 1. At least 1.</value>
    [Range(1, int.MaxValue)]
    public int MinEpochs { get; init; } = 1;

    /// <summary>Whether a trial goes on after an epoch.</summary>
    /// <param name="rungs">What the trials of the sweep had reached.</param>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="epoch">The epoch that ended, from 1.</param>
    /// <param name="maxEpochs">All epochs of the trial.</param>
    /// <param name="value">How good it is: larger is better. Not a number is worse than all numbers.</param>
    internal bool GoesOn(IRungs rungs, int trial, int epoch, int maxEpochs, double value)
    {
        if (RungOf(epoch, maxEpochs) is not { } rung)
        {
            return true;
        }

        // No accuracy is below zero.
        IReadOnlyCollection<double> values = rungs.Add(trial, rung, double.IsNaN(value) ? double.MinValue : value);
        return !double.IsNaN(value) && values.Count(other => other > value) < Math.Max(1, values.Count / Factor);
    }

    internal void Validate()
    {
        OptionChecks.InRange(Factor, 2, 10, nameof(Factor));
        OptionChecks.InRange(MinEpochs, 1, int.MaxValue, nameof(MinEpochs));
    }

    /// <summary>How often the factor divides what is behind: rung 1 lies at the share 1/factor, rung 2 at 1/factor². The last epoch is no rung.</summary>
    private int? RungOf(int epoch, int maxEpochs)
    {
        long share = Factor;
        for (int rung = 1; share <= maxEpochs; rung++, share *= Factor)
        {
            int at = (int)(maxEpochs / share);
            if (at == epoch && at >= MinEpochs)
            {
                return rung;
            }
        }

        return null;
    }
}
