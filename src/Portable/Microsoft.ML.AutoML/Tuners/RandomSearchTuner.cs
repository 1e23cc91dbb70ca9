using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Points of the unit cube, a draw per coordinate.</summary>
internal sealed class RandomSearchTuner(SearchSpace.SearchSpace space, int? seed) : ITuner
{
    private readonly Random _random = seed is { } s ? new Random(s) : new Random();

    public Parameter Propose(TrialSettings settings) => space.SampleFromFeatureSpace(Draw());

    public void Update(TrialResult result)
    {
    }

    internal double[] Draw() => [.. Enumerable.Range(0, space.FeatureSpaceDim).Select(_ => _random.NextDouble())];
}
