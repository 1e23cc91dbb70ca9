using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Sequential model-based optimisation (F. Hutter, H. Hoos, K. Leyton-Brown, "Sequential Model-Based Optimization for General
/// Algorithm Configuration", LION 2011): random points first, then those of the largest expected improvement under a forest of
/// regression trees, in turn with random ones. ML.NET's trees are native code, so that only the method is the same, not the numbers.
/// </summary>
internal sealed class SmacTuner(SearchSpace.SearchSpace space, int? seed) : ITuner
{
    private const double NeighbourDeviation = 0.2;
    private const int LongestWalk = 100;

    private readonly RandomSearchTuner _points = new(space, seed);
    private readonly Random _random = seed is { } s ? new Random(s) : new Random();
    private readonly List<(double[] Point, double Loss)> _history = [];
    private readonly Queue<Parameter> _proposals = [];

    public int InitialPopulation { get; init; }
    public int ProposalsPerModel { get; init; }
    public int Trees { get; init; }
    public int LeafSize { get; init; }
    public double SplitRatio { get; init; }
    public int Parents { get; init; }
    public int RandomPoints { get; init; }
    public double Epsilon { get; init; }
    public int Neighbours { get; init; }

    public Parameter Propose(TrialSettings settings)
    {
        if (_history.Count < Math.Max(InitialPopulation, 1))
        {
            return _points.Propose(settings);
        }

        if (_proposals.Count == 0)
        {
            double[][] best = Best(ProposalsPerModel / 2);
            double[][] others = [.. Enumerable.Range(0, ProposalsPerModel - best.Length).Select(_ => _points.Draw())];
            foreach (double[] point in best.Concat(others))
            {
                _proposals.Enqueue(space.SampleFromFeatureSpace(point));
            }
        }

        return _proposals.Dequeue();
    }

    public void Update(TrialResult result)
    {
        if (double.IsFinite(result.Loss) && result.Loss < double.MaxValue)
        {
            _history.Add((space.MappingToFeatureSpace(result.TrialSettings.Parameter), result.Loss));
        }
    }

    /// <summary>The points of the largest expected improvement: among random ones, and where walks from the best trials end.</summary>
    private double[][] Best(int count)
    {
        var forest = new RegressionForest(
            [.. _history.Select(h => h.Point)], [.. _history.Select(h => h.Loss)], Trees, LeafSize, SplitRatio, _random);
        double lowest = _history.Min(h => h.Loss);
        IEnumerable<double[]> walked = _history.OrderBy(h => h.Loss).Take(Parents).Select(h => Walk(h.Point, forest, lowest)).ToList();
        return
        [
            .. walked.Concat(Enumerable.Range(0, RandomPoints).Select(_ => _points.Draw()))
                .OrderByDescending(p => Improvement(p, forest, lowest))
                .DistinctBy(space.SampleFromFeatureSpace)
                .Where(p => !_history.Exists(h => h.Point.SequenceEqual(p)))
                .Take(count),
        ];
    }

    private double[] Walk(double[] point, RegressionForest forest, double lowest)
    {
        double here = Improvement(point, forest, lowest);
        for (int i = 0; i < LongestWalk; i++)
        {
            double[] next = Around(point).MaxBy(p => Improvement(p, forest, lowest));
            double there = next is null ? here : Improvement(next, forest, lowest);
            if (there - here < Epsilon)
            {
                break;
            }

            (point, here) = (next, there);
        }

        return point;
    }

    /// <summary>Points that differ in one coordinate.</summary>
    private IEnumerable<double[]> Around(double[] point)
    {
        int?[] steps = space.Step;
        for (int i = 0; i < point.Length; i++)
        {
            IEnumerable<double> values = steps[i] is { } step
                ? [(point[i] + (1.0 / step)) % 1]
                : Enumerable.Range(0, Neighbours).Select(_ => Near(point[i])).ToList();
            foreach (double value in values)
            {
                double[] other = [.. point];
                other[i] = value;
                yield return other;
            }
        }
    }

    private double Near(double x)
    {
        while (true)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Sin(2 * Math.PI * _random.NextDouble());
            if (x + (NeighbourDeviation * normal) is >= 0 and <= 1 and var near)
            {
                return near;
            }
        }
    }

    /// <summary>E max(0, lowest − loss) for a loss that is normal with the mean and deviation of the trees.</summary>
    private static double Improvement(double[] point, RegressionForest forest, double lowest)
    {
        double[] values = [.. forest.Predict(point)];
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        double gain = lowest - mean;
        return deviation == 0 ? gain : (gain * Cumulative(gain / deviation)) + (deviation * Density(gain / deviation));
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The normal distribution function to 1e-7 (M. Abramowitz, I. Stegun, 26.2.17).</summary>
    private static double Cumulative(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double tail = Density(z) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z >= 0 ? 1 - tail : tail;
    }
}
