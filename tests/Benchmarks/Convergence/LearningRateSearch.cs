namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>Chooses a learning rate on a grid of factors of 2, which grows while the best is at its edge, then a weight decay.</summary>
internal static class LearningRateSearch
{
    private const int MostExtensions = 5;

    /// <summary>Searches.</summary>
    /// <param name="rates">The first grid, rising.</param>
    /// <param name="decays">The weight decays; the grid is walked with the first.</param>
    /// <param name="mayExtend">Whether the grid may grow.</param>
    /// <param name="choice">Says which one is the best.</param>
    /// <param name="run">Trains with a learning rate and a weight decay.</param>
    /// <returns>All that was tried by rising rate, and whether the best rate lies within the grid.</returns>
    public static (List<Trial> Trials, bool IsInside) Run(
        IReadOnlyList<double> rates, IReadOnlyList<double> decays, bool mayExtend, Choice choice, Func<double, double, Trial> run)
    {
        bool IsInside(List<Trial> trials) => choice.Best(trials) is var best && best != trials[0] && best != trials[^1];
        List<Trial> grid = [.. rates.Select(rate => run(rate, decays[0]))];
        for (int i = 0; mayExtend && i < MostExtensions && !IsInside(grid); i++)
        {
            if (choice.Best(grid) == grid[^1])
            {
                grid.Add(run(grid[^1].Peak * 2, decays[0]));
            }
            else
            {
                grid.Insert(0, run(grid[0].Peak / 2, decays[0]));
            }
        }

        bool isInside = IsInside(grid);
        double chosen = choice.Best(grid).Peak;
        grid.AddRange(decays.Skip(1).Select(decay => run(chosen, decay)));
        return (grid, isInside);
    }
}
