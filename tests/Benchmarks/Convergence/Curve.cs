namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>How one run went.</summary>
/// <param name="Accuracy">Accuracy after each epoch, 0 to 1; NaN from where training diverged.</param>
internal sealed record Curve(double[] Accuracy)
{
    public double Final => Accuracy[^1];

    /// <summary>Gets the mean over the last quarter of the epochs, at least one: it wavers less than the last one alone.</summary>
    public double Late => Accuracy[^Math.Max(1, Accuracy.Length / 4)..].Average();

    /// <summary>The mean, the least and the greatest accuracy of several runs, epoch by epoch.</summary>
    public static (double[] Mean, double[] Least, double[] Greatest) Summary(IReadOnlyList<Curve> curves)
    {
        double[][] epochs = [.. Enumerable.Range(0, curves[0].Accuracy.Length).Select(epoch => curves.Select(curve => curve.Accuracy[epoch]).ToArray())];
        return ([.. epochs.Select(values => values.Average())], [.. epochs.Select(values => values.Min())], [.. epochs.Select(values => values.Max())]);
    }

    /// <summary>
    /// The first time that an accuracy is reached, in epochs, on straight lines between the values after each epoch; before the first
    /// epoch it is that of guessing.
    /// </summary>
    /// <returns>Null where it is never reached.</returns>
    public static double? EpochsTo(double target, IReadOnlyList<double> accuracy, int classes)
    {
        double before = 1.0 / classes;
        for (int epoch = 0; epoch < accuracy.Count; epoch++)
        {
            double after = accuracy[epoch];
            if (after >= target)
            {
                return epoch + Math.Max(0, (target - before) / (after - before));
            }

            before = after;
        }

        return null;
    }
}
