using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>A local search from the defaults; when it has come to rest, another one from a point between all starts so far.</summary>
internal sealed class CostFrugalTuner : ITuner
{
    private readonly SearchSpace.SearchSpace _space;
    private readonly Random _random;
    private readonly double[] _low;
    private readonly double[] _high;
    private LocalSearch _search;

    public CostFrugalTuner(SearchSpace.SearchSpace space, int? seed)
    {
        (_space, _random) = (space, seed is { } s ? new Random(s) : new Random());

        // By way of the parameter: a default outside of the range, or of a whole number, comes back at another place.
        _low = space.MappingToFeatureSpace(space.SampleFromFeatureSpace(space.Default));
        _high = [.. _low];
    }

    // The first draws are made although the start is a single point, as in ML.NET: they shift those of the directions.
    public Parameter Propose(TrialSettings settings) => _search?.Propose()
        ?? _space.SampleFromFeatureSpace([.. _low.Zip(_high, (low, high) => low + ((high - low) * _random.NextDouble()))]);

    public void Update(TrialResult result)
    {
        Parameter parameter = result.TrialSettings.Parameter;
        if (_search is null)
        {
            _search = new LocalSearch(_space, parameter, result.Loss, _random);
            double[] start = _space.MappingToFeatureSpace(parameter);
            for (int i = 0; i < start.Length; i++)
            {
                (_low[i], _high[i]) = (Math.Min(_low[i], start[i]), Math.Max(_high[i], start[i]));
            }

            return;
        }

        _search.Update(parameter, result.Loss);
        _search = _search.IsConverged ? null : _search;
    }
}
