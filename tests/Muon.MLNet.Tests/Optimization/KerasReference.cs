namespace Muon.MLNet.Tests.Optimization;

/// <summary>
/// Keras's Muon once more, entry by entry on plain arrays of doubles, written from its published formulas and sharing nothing
/// with the optimizer. Recorded files of Keras are rounded to float32 at every assignment; this says what lies behind them.
/// </summary>
internal sealed class KerasReference(
    MuonOptions options, IReadOnlyList<(string Path, long[] Shape, double[] Initial, bool UsesAdamW)> variables)
{
    private readonly double[][] _momentum = Zeros(variables);
    private readonly double[][] _velocity = Zeros(variables);
    private readonly double[][] _average = Zeros(variables);
    private readonly double[][] _sum = Zeros(variables);
    private readonly int _accumulate = options.GradientAccumulationSteps ?? 1;
    private int _step;

    public double[][] Weights { get; } = [.. variables.Select(variable => (double[])variable.Initial.Clone())];

    public double[][] Average => _average;

    /// <param name="gradients">(variable): row-major entries, as the loss without scale gives them.</param>
    public void Step(double[]?[] gradients)
    {
        int k = _step / _accumulate;
        double rate = options.LearningRate.GetLearningRate(_step);
        double[]?[] g = [.. gradients.Select(entries => (double[]?)entries?.Clone())];
        if (Accumulate(g))
        {
            Clip(g);
            for (int i = 0; i < g.Length; i++)
            {
                if (g[i] is { } gradient)
                {
                    bool adam = variables[i].UsesAdamW;
                    double decay = (adam ? options.AdamWeightDecay ?? options.WeightDecay : options.WeightDecay) ?? 0;
                    Weights[i] = [.. Weights[i].Select(w => w - (w * decay * rate))];
                    double[] update = adam ? AdamW(i, gradient, rate, k + 1) : Muon(i, gradient, rate);
                    Weights[i] = [.. Weights[i].Zip(update, (w, u) => w - u)];
                }
            }
        }

        if (options.UseEma)
        {
            double m = k == 0 ? 0 : options.EmaMomentum;
            for (int i = 0; i < g.Length; i++)
            {
                _average[i] = [.. _average[i].Zip(Weights[i], (a, w) => (m * a) + ((1 - m) * w))];
                if (options.EmaOverwriteFrequency is int frequency && (k + 1) % frequency == 0)
                {
                    Weights[i] = (double[])_average[i].Clone();
                }
            }
        }

        _step++;
    }

    private bool Accumulate(double[]?[] g)
    {
        bool due = (_step + 1) % _accumulate == 0;
        for (int i = 0; i < g.Length && _accumulate > 1; i++)
        {
            if (g[i] is { } gradient)
            {
                double[] sum = [.. _sum[i].Zip(gradient, (a, b) => a + b)];
                _sum[i] = due ? new double[sum.Length] : sum;
                g[i] = [.. sum.Select(entry => entry / _accumulate)];
            }
        }

        return due;
    }

    private void Clip(double[]?[] g)
    {
        double all = Math.Sqrt(g.Sum(gradient => gradient?.Sum(x => x * x) ?? 0));
        for (int i = 0; i < g.Length; i++)
        {
            double own = Math.Sqrt(g[i]?.Sum(x => x * x) ?? 0);
            Func<double, double> clip = (options.ClipNorm, options.GlobalClipNorm, options.ClipValue) switch
            {
                ({ } c, _, _) => x => x * c / Math.Max(own, c),
                (_, { } c, _) => x => x * c * Math.Min(1 / all, 1 / c),
                (_, _, { } c) => x => Math.Clamp(x, -c, c),
                _ => x => x,
            };
            g[i] = g[i]?.Select(clip).ToArray();
        }
    }

    private double[] AdamW(int i, double[] g, double rate, int t)
    {
        double b1 = options.AdamBeta1.Value, b2 = options.AdamBeta2.Value;
        double alpha = rate * options.AdamLrRatio * Math.Sqrt(1 - Math.Pow(b2, t)) / (1 - Math.Pow(b1, t));
        _momentum[i] = [.. _momentum[i].Zip(g, (m, x) => m + ((x - m) * (1 - b1)))];
        _velocity[i] = [.. _velocity[i].Zip(g, (v, x) => v + (((x * x) - v) * (1 - b2)))];
        return [.. _momentum[i].Zip(_velocity[i], (m, v) => m * alpha / (Math.Sqrt(v) + options.Epsilon))];
    }

    private double[] Muon(int i, double[] g, double rate)
    {
        double mu = options.Momentum.Value;
        long[] shape = variables[i].Shape;
        int rows = (int)shape[^2], columns = (int)shape[^1];
        _momentum[i] = [.. _momentum[i].Zip(g, (m, x) => m + x + (m * (mu - 1)))];
        double[] ahead = options.Nesterov ? [.. _momentum[i].Zip(g, (m, x) => x + (mu * m))] : _momentum[i];
        double factor = options.UpdateScaling is UpdateScaling.MatchRms
            ? options.RmsRate is double rms ? rms * Math.Sqrt(Math.Max(rows, columns)) : 1
            : Math.Sqrt(Math.Max(1.0, (double)shape[0] / shape[1]));
        return [.. ahead.Chunk(rows * columns).SelectMany(matrix => NewtonSchulz(matrix, rows, columns)).Select(x => rate * x * factor)];
    }

    private double[] NewtonSchulz(double[] entries, int rows, int columns)
    {
        double norm = Math.Sqrt(entries.Sum(x => x * x)) + 1e-7;
        double[,] x = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++)
        {
            x[i / columns, i % columns] = entries[i] / norm;
        }

        x = rows > columns ? Transpose(x) : x;
        for (int step = 0; step < options.NsSteps; step++)
        {
            double[,] a = Multiply(x, Transpose(x));
            double[,] b = Combine(options.MuonB, a, options.MuonC, Multiply(a, a));
            x = Combine(options.MuonA, x, 1, Multiply(b, x));
        }

        x = rows > columns ? Transpose(x) : x;
        return [.. x.Cast<double>()];
    }

    private static double[,] Multiply(double[,] left, double[,] right)
    {
        double[,] product = new double[left.GetLength(0), right.GetLength(1)];
        for (int i = 0; i < product.GetLength(0); i++)
        {
            for (int j = 0; j < product.GetLength(1); j++)
            {
                product[i, j] = Enumerable.Range(0, left.GetLength(1)).Sum(k => left[i, k] * right[k, j]);
            }
        }

        return product;
    }

    private static double[,] Combine(double a, double[,] left, double b, double[,] right)
    {
        double[,] sum = new double[left.GetLength(0), left.GetLength(1)];
        for (int i = 0; i < left.Length; i++)
        {
            int row = i / sum.GetLength(1), column = i % sum.GetLength(1);
            sum[row, column] = (a * left[row, column]) + (b * right[row, column]);
        }

        return sum;
    }

    private static double[,] Transpose(double[,] matrix)
    {
        double[,] transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.Length; i++)
        {
            transposed[i % matrix.GetLength(1), i / matrix.GetLength(1)] = matrix[i / matrix.GetLength(1), i % matrix.GetLength(1)];
        }

        return transposed;
    }

    private static double[][] Zeros(IReadOnlyList<(string Path, long[] Shape, double[] Initial, bool UsesAdamW)> variables) =>
        [.. variables.Select(variable => new double[variable.Initial.Length])];
}
