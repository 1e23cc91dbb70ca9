namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>What a learning rate is chosen for, the same for all optimizers of a case.</summary>
internal enum Criterion
{
    /// <summary>The fewest epochs until the validation pictures reach the fixed target; of those that never do, the greatest late accuracy.</summary>
    Soonest,

    /// <summary>The greatest late accuracy on the validation pictures.</summary>
    MostAccurate,
}
