namespace Microsoft.ML.AutoML;

/// <summary>Regression trees, each on a bootstrap sample, that split where the squared error falls most.</summary>
internal sealed class RegressionForest(double[][] points, double[] losses, int trees, int leafSize, double splitRatio, Random random)
{
    private readonly Node[] _roots = [.. Enumerable.Range(0, trees).Select(_ => Grow(
        points, losses, [.. Enumerable.Range(0, points.Length).Select(_ => random.Next(points.Length))], leafSize, splitRatio, random))];

    /// <summary>What the trees predict at a point, one by one.</summary>
    public IEnumerable<double> Predict(double[] point) => _roots.Select(root =>
    {
        Node node = root;
        while (node.Low is not null)
        {
            node = point[node.Coordinate] <= node.Threshold ? node.Low : node.High;
        }

        return node.Value;
    });

    private static Node Grow(double[][] points, double[] losses, int[] rows, int leafSize, double splitRatio, Random random)
    {
        double mean = rows.Average(r => losses[r]);
        int dimension = points[0].Length;
        int[] coordinates = [.. Enumerable.Range(0, dimension)];
        random.Shuffle(coordinates);
        (double Error, int Coordinate, double Threshold)? best = null;
        foreach (int c in coordinates.Take(Math.Max(1, (int)Math.Ceiling(splitRatio * dimension))))
        {
            int[] sorted = [.. rows.OrderBy(r => points[r][c])];
            for (int i = leafSize; i <= sorted.Length - leafSize; i++)
            {
                (double below, double above) = (points[sorted[i - 1]][c], points[sorted[i]][c]);
                if (below < above)
                {
                    double error = Error(sorted.AsSpan(..i), losses) + Error(sorted.AsSpan(i..), losses);
                    best = best is { } b && b.Error <= error ? best : (error, c, (below + above) / 2);
                }
            }
        }

        if (best is not { } split)
        {
            return new Node(mean, 0, 0, null, null);
        }

        ILookup<bool, int> sides = rows.ToLookup(r => points[r][split.Coordinate] <= split.Threshold);
        return new Node(
            mean,
            split.Coordinate,
            split.Threshold,
            Grow(points, losses, [.. sides[true]], leafSize, splitRatio, random),
            Grow(points, losses, [.. sides[false]], leafSize, splitRatio, random));
    }

    private static double Error(ReadOnlySpan<int> rows, double[] losses)
    {
        (double sum, double squares) = (0, 0);
        foreach (int r in rows)
        {
            sum += losses[r];
            squares += losses[r] * losses[r];
        }

        return squares - (sum * sum / rows.Length);
    }

    private sealed record Node(double Value, int Coordinate, double Threshold, Node Low, Node High);
}
