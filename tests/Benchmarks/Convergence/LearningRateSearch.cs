namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>Chooses a learning rate on a grid of factors of 2, which grows while the best is at its edge, then a weight decay.</summary>
internal static class LearningRateSearch
{
    private const int MostExtensions = 5;

    /// <summary>Searches.</summary>
    /// <param name="rates">The first grid, rising.</param>
    /// <param name="decays">The weight decays; the grid is walked with the first.</param>
    /// <param name="mayExtend">Whether the grid may grow.</param>
    /// <param name="criterion">What the best is the best by.</param>
    /// <param name="run">Trains with a learning rate and a weight decay.</param>
    /// <returns>All that was tried by rising rate, the best, and whether its rate lies within the grid.</returns>
    public static (List<Trial> Trials, Trial Best, bool IsInside) Run(
        IReadOnlyList<double> rates, IReadOnlyList<double> decays, bool mayExtend, Criterion criterion, Func<double, double, Trial> run)
    {
        Trial Best(List<Trial> trials) => trials.Aggregate((best, trial) => trial.IsBetterThan(best, criterion) ? trial : best);
        bool IsInside(List<Trial> trials) => Best(trials) is var best && best != trials[0] && best != trials[^1];
        List<Trial> grid = [.. rates.Select(rate => run(rate, decays[0]))];
        for (int i = 0; mayExtend && i < MostExtensions && !IsInside(grid); i++)
        {
            if (Best(grid) == grid[^1])
            {
                grid.Add(run(grid[^1].Peak * 2, decays[0]));
            }
            else
            {
                grid.Insert(0, run(grid[0].Peak / 2, decays[0]));
            }
        }

        bool isInside = IsInside(grid);
        double chosen = Best(grid).Peak;
        grid.AddRange(decays.Skip(1).Select(decay => run(chosen, decay)));
        return (grid, Best(grid), isInside);
    }
}
