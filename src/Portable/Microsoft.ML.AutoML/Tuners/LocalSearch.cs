using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// FLOW2 (Q. Wu, C. Wang, S. Huang, "Frugal Optimization for Cost-related Hyperparameters", AAAI 2021): from the best point so far a
/// step in a random direction, then the opposite one. A better point is moved to, with longer steps; after two failures the steps
/// become shorter.
/// </summary>
internal sealed class LocalSearch
{
    private const double FirstStep = 0.1;
    private const double LastStep = 1e-4;
    private const double Factor = 1.5;

    /// <summary>Where a step that leaves the cube above ends: 1 itself is the next value of a whole number.</summary>
    private const double Below1 = 0.99999999;

    private readonly SearchSpace.SearchSpace _space;
    private readonly Random _random;
    private readonly double _longest;
    private double[] _center;
    private double[] _opposite;
    private double _best;
    private double _step;
    private int _left;

    public LocalSearch(SearchSpace.SearchSpace space, Parameter start, double loss, Random random)
    {
        (_space, _random, _best) = (space, random, loss);
        _center = space.MappingToFeatureSpace(start);

        // Lengths grow with the number of named options, not with that of the coordinates, as in ML.NET.
        _longest = Math.Sqrt(space.Count);
        _step = FirstStep * _longest;
        _left = 2 * space.Count;
    }

    public bool IsConverged => _step < LastStep;

    public Parameter Propose()
    {
        _left--;
        double[] point;
        if (_opposite is { } opposite)
        {
            (point, _opposite) = (opposite, null);
        }
        else
        {
            double[] direction = Direction();
            point = [.. _center.Zip(direction, (c, d) => c + d)];
            _opposite = [.. _center.Zip(direction, (c, d) => c - d)];
        }

        return _space.SampleFromFeatureSpace([.. point.Select(x => x < 0 ? 0 : x > 1 ? Below1 : x)]);
    }

    public void Update(Parameter parameter, double loss)
    {
        if (loss < _best)
        {
            _best = loss;
            _center = _space.MappingToFeatureSpace(parameter);
            _opposite = null;
            _left = 2 * _space.Count;
            _step = Math.Min(_step * Factor, _longest);
        }
        else if (_left == 0)
        {
            _left = 2;
            _step = IsConverged ? _step : _step / Factor;
        }
    }

    /// <summary>A vector of the step's length, evenly over all directions.</summary>
    private double[] Direction()
    {
        double[] normal = [.. Enumerable.Range(0, _center.Length).Select(_ => Normal())];
        double length = Math.Sqrt(normal.Sum(x => x * x));
        return [.. normal.Select(x => x * (_step / length))];
    }

    /// <summary>Box and Muller's.</summary>
    private double Normal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        return radius * Math.Sin(2 * Math.PI * (1 - _random.NextDouble()));
    }
}
