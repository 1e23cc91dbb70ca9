namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>Chooses a learning rate on a grid of factors of 2, which grows while the best is at its edge, then a weight decay.</summary>
internal static class LearningRateSearch
{
    private const int MostExtensions = 5;

    /// <summary>Searches.</summary>
    /// <param name="rates">The first grid, rising.</param>
    /// <param name="decays">The weight decays; the grid is walked with the first.</param>
    /// <param name="mayExtend">Whether the grid may grow.</param>
    /// <param name="run">Trains with a learning rate and a weight decay.</param>
    /// <returns>All that was tried by rising rate, the best, and whether its rate lies within the grid.</returns>
    public static (List<Trial> Trials, Trial Best, bool IsInside) Run(
        IReadOnlyList<double> rates, IReadOnlyList<double> decays, bool mayExtend, Func<double, double, Curve> run)
    {
        Trial Try(double peak, double decay) => new(peak, decay, run(peak, decay));
        List<Trial> grid = [.. rates.Select(rate => Try(rate, decays[0]))];
        for (int i = 0; mayExtend && i < MostExtensions && !IsInside(grid); i++)
        {
            if (Best(grid) == grid[^1])
            {
                grid.Add(Try(grid[^1].Peak * 2, decays[0]));
            }
            else
            {
                grid.Insert(0, Try(grid[0].Peak / 2, decays[0]));
            }
        }

        bool isInside = IsInside(grid);
        double chosen = Best(grid).Peak;
        grid.AddRange(decays.Skip(1).Select(decay => Try(chosen, decay)));
        return (grid, Best(grid), isInside);
    }

    private static bool IsInside(List<Trial> grid) => Best(grid) is var best && best != grid[0] && best != grid[^1];

    private static Trial Best(List<Trial> trials) => trials.Aggregate((best, trial) => trial.IsBetterThan(best) ? trial : best);
}
