namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>One optimizer in one case: its search and its runs.</summary>
/// <param name="Name">The optimizer.</param>
/// <param name="Trials">What was tried on the validation pictures.</param>
/// <param name="Best">What was chosen.</param>
/// <param name="Choice">How it was chosen.</param>
/// <param name="IsInside">Whether the chosen learning rate lies within the grid, not at its edge.</param>
/// <param name="Curves">Accuracy on the test pictures, a run for each seed.</param>
internal sealed record Outcome(string Name, IReadOnlyList<Trial> Trials, Trial Best, Choice Choice, bool IsInside, IReadOnlyList<Curve> Curves)
{
    public double[] Mean => Curve.Summary(Curves).Mean;

    public double FinalMean => Curves.Average(curve => curve.Final);

    /// <summary>Gets the standard deviation of the final accuracies, of a sample.</summary>
    public double FinalDeviation => Curves.Count < 2 ? 0
        : Math.Sqrt(Curves.Sum(curve => Math.Pow(curve.Final - FinalMean, 2)) / (Curves.Count - 1));
}
