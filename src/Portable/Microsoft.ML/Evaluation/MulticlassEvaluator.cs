namespace Microsoft.ML.Data;

/// <summary>
/// The definitions of ML.NET: the prediction is the first largest score, not the PredictedLabel column; a row without
/// a label or with a score that is not finite is left out; a probability is clipped to [1e-15, 1] and not normalised.
/// </summary>
internal sealed class MulticlassEvaluator
{
    private const float LeastProbability = 1e-15f;
    private readonly DataViewSchema.Column _label;
    private readonly DataViewSchema.Column _score;
    private readonly int _classes;
    private readonly int _topK;

    public MulticlassEvaluator(DataViewSchema schema, string label, string score, string predicted, int topK)
    {
        _label = Find(schema, label, "Label");
        Contracts.CheckParam(
            _label.Type is KeyDataViewType || ReferenceEquals(_label.Type, NumberDataViewType.Single),
            nameof(schema),
            Mismatch("label", label, "Single or Key", _label.Type));
        _score = Find(schema, score, "Score");
        var vector = _score.Type as VectorDataViewType;
        Contracts.CheckParam(
            vector is { Size: >= 2 } && ReferenceEquals(vector.ItemType, NumberDataViewType.Single),
            nameof(schema),
            Mismatch("score", score, "vector of two or more items of type Single", _score.Type));
        Find(schema, predicted, "PredictedLabel");
        _classes = vector.Size;
        _topK = topK;
    }

    public MulticlassClassificationMetrics Run(IDataView data)
    {
        var counts = new double[_classes, _classes];
        var logLoss = new double[_classes];
        var ranks = new double[_classes + 1];
        double total = 0;
        double correct = 0;
        double totalLogLoss = 0;
        var scores = new float[_classes];
        VBuffer<float> score = default;
        using (DataViewRowCursor cursor = data.GetRowCursor([_label, _score]))
        {
            Func<long> label = LabelOf(cursor);
            ValueGetter<VBuffer<float>> getScore = cursor.GetGetter<VBuffer<float>>(_score);
            while (cursor.MoveNext())
            {
                long truth = label();
                getScore(ref score);
                if (score.Length != _classes)
                {
                    throw new InvalidOperationException();
                }

                score.CopyTo(scores);
                if (truth < 0 || !Array.TrueForAll(scores, float.IsFinite))
                {
                    continue;
                }

                total++;
                int rank = truth < _classes ? Rank(scores, (int)truth) : _classes;
                ranks[rank]++;
                correct += rank == 0 ? 1 : 0;
                double loss = -Math.Log(truth < _classes ? Math.Clamp(scores[truth], LeastProbability, 1) : LeastProbability);
                totalLogLoss += loss;
                if (truth < _classes)
                {
                    logLoss[truth] += loss;
                    counts[truth, Array.IndexOf(scores, scores.Max())]++;
                }
            }
        }

        return Metrics(counts, logLoss, ranks, total, correct, totalLogLoss);
    }

    private MulticlassClassificationMetrics Metrics(double[,] counts, double[] logLoss, double[] ranks, double total, double correct, double totalLogLoss)
    {
        double priorLogLoss = 0;
        double recall = 0;
        int present = 0;
        for (int c = 0; c < _classes; c++)
        {
            double rows = Enumerable.Range(0, _classes).Sum(p => counts[c, p]);
            if (rows == 0)
            {
                continue;
            }

            present++;
            recall += counts[c, c] / rows;
            logLoss[c] /= rows;
            priorLogLoss += rows / total * Math.Log(rows / total);
        }

        double[] topK = null;
        if (_topK > 0)
        {
            topK = new double[_topK];
            double sum = 0;
            for (int k = 0; k < _topK; k++)
            {
                topK[k] = sum += ranks[k] / total;
            }
        }

        double meanLogLoss = total == 0 ? 0 : totalLogLoss / total;
        return new MulticlassClassificationMetrics
        {
            MicroAccuracy = total == 0 ? 0 : correct / total,
            MacroAccuracy = present == 0 ? 0 : recall / present,
            LogLoss = meanLogLoss,
            LogLossReduction = 1 + (meanLogLoss / priorLogLoss),
            PerClassLogLoss = logLoss,
            TopKPredictionCount = _topK,
            TopKAccuracyForAllK = topK,
            TopKAccuracy = topK is null ? 0 : topK[^1],
            ConfusionMatrix = new ConfusionMatrix(counts, ClassNames()),
        };
    }

    private string[] ClassNames()
    {
        if (!_score.HasSlotNames())
        {
            return [.. Enumerable.Range(0, _classes).Select(i => $"{i}")];
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        _score.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    /// <summary>How many classes stand before this one when equal scores keep their order.</summary>
    private static int Rank(float[] scores, int index)
    {
        int rank = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            rank += scores[i] > scores[index] || (i < index && scores[i] == scores[index]) ? 1 : 0;
        }

        return rank;
    }

    /// <summary>The class number of a row from zero, or -1.</summary>
    private Func<long> LabelOf(DataViewRow row)
    {
        return _label.Type.RawType.Name switch
        {
            nameof(Single) => Read<float>(row, v => v >= 0 && v == MathF.Floor(v) && v < long.MaxValue ? (long)v : -1),
            nameof(Byte) => Read<byte>(row, v => v - 1L),
            nameof(UInt16) => Read<ushort>(row, v => v - 1L),
            nameof(UInt32) => Read<uint>(row, v => v - 1L),
            _ => Read<ulong>(row, v => (long)Math.Min(v, long.MaxValue) - 1),
        };
    }

    private Func<long> Read<T>(DataViewRow row, Func<T, long> toClass)
    {
        ValueGetter<T> getter = row.GetGetter<T>(_label);
        T value = default;
        return () =>
        {
            getter(ref value);
            return toClass(value);
        };
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name, string role) =>
        schema.GetColumnOrNull(name) ?? throw Contracts.ParamError(nameof(schema), $"{name} column '{role}' not found");

    private static string Mismatch(string role, string name, string expected, DataViewType actual) =>
        $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}";
}
