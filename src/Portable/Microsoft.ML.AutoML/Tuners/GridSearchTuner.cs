using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// All points i/step of the coordinates, the last coordinate fastest, and again from the start when they are used up. Coordinates
/// of few values have as many points as values.
/// </summary>
internal sealed class GridSearchTuner : ITuner
{
    private readonly SearchSpace.SearchSpace _space;
    private readonly int[] _steps;
    private readonly int[] _next;

    public GridSearchTuner(SearchSpace.SearchSpace space, int step)
    {
        _space = space;

        // An option of one value has a step, 1, and no coordinate: as recorded, later steps shift, and the last ones move nothing.
        _steps = [.. space.Step.Select(s => s ?? step)];
        _next = new int[_steps.Length];
    }

    public Parameter Propose(TrialSettings settings)
    {
        double[] point = [.. _next.Select((n, i) => (double)n / _steps[i])];
        for (int i = _next.Length - 1; i >= 0 && ++_next[i] == _steps[i]; i--)
        {
            _next[i] = 0;
        }

        return _space.SampleFromFeatureSpace(point);
    }

    public void Update(TrialResult result)
    {
    }
}
