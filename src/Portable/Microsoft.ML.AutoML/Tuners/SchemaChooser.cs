namespace Microsoft.ML.AutoML;

/// <summary>
/// Chooses among the ways through a pipeline with probability one over the estimated cost of an improvement, ECI (C. Wang et al.,
/// "FLAML: A Fast and Lightweight AutoML Library", arXiv:1911.04706): the time since a way's last improvement, or what it takes
/// to reach the best loss of all at the speed of its last one, whichever is more.
/// </summary>
internal sealed class SchemaChooser(IReadOnlyList<string> schemas, int? seed)
{
    private const double FirstGap = 0.05;

    private readonly Random _random = seed is { } s ? new Random(s) : new Random();
    private readonly Dictionary<string, Record> _records = schemas.ToDictionary(s => s, _ => new Record());
    private bool _started;
    private bool _measured;
    private double _best;

    public string Next()
    {
        if (!_started)
        {
            _started = true;
            return schemas[0];
        }

        double left = _random.NextDouble() * schemas.Sum(s => 1 / _records[s].Cost);
        foreach (string schema in schemas)
        {
            left -= 1 / _records[schema].Cost;
            if (left < 0)
            {
                return schema;
            }
        }

        return schemas[^1];
    }

    public void Update(string schema, double loss, double seconds)
    {
        Record record = _records[schema];
        if (seconds == 0)
        {
            record.Cost = 2 * _records.Values.Max(r => r.Cost);
            return;
        }

        if (!_measured)
        {
            _measured = true;
            _best = loss;
            foreach (Record each in _records.Values)
            {
                (each.Since, each.Before, each.Loss, each.LossBefore) = (seconds, seconds, loss, loss + (FirstGap * Math.Abs(loss)));
            }
        }
        else if (loss < record.Loss)
        {
            (record.Before, record.Since) = (record.Since, seconds);
            (record.LossBefore, record.Loss) = (record.Loss, loss);
            _best = Math.Min(_best, loss);
        }
        else
        {
            record.Since += seconds;
        }

        double speed = (record.LossBefore - record.Loss) / (record.Before + record.Since);
        double toBest = ((2 * (loss - _best)) + double.Epsilon) / (speed + double.Epsilon);
        record.Cost = Math.Max(Math.Max(record.Since, record.Before), toBest);
    }

    private sealed class Record
    {
        /// <summary>Seconds since the last improvement, and between the two before.</summary>
        public double Since { get; set; }
        public double Before { get; set; }

        /// <summary>The best loss, and the one that it improved on.</summary>
        public double Loss { get; set; }
        public double LossBefore { get; set; }

        public double Cost { get; set; } = 1;
    }
}
