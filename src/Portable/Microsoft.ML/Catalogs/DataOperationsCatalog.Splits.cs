using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public readonly struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }

    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.NotNull(data);
        Contracts.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        return Split(data, MakeSampler(data, samplingKeyColumnName, seed), double.NegativeInfinity, testFraction);
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.NotNull(data);
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        Sampler sampler = MakeSampler(data, samplingKeyColumnName, seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => Split(
            data,
            sampler,
            fold == 0 ? double.NegativeInfinity : (double)fold / numberOfFolds,
            fold == numberOfFolds - 1 ? double.PositiveInfinity : (double)(fold + 1) / numberOfFolds))];
    }

    /// <summary>What places a row in [0, 1): a draw, or a value that rows of one sampling key share.</summary>
    private Sampler MakeSampler(IDataView data, string samplingKeyColumn, int? seed)
    {
        const int drawSeed = 42;
        const int hashSeed = 314489979;
        seed ??= _env.Seed;
        _env.Register("SamplingKeyColumn");
        if (samplingKeyColumn is null)
        {
            return Sampler.Draws(seed ?? drawSeed);
        }

        DataViewSchema.Column column = data.Schema.GetColumnOrNull(samplingKeyColumn)
            ?? throw Contracts.NoColumn(nameof(samplingKeyColumn), "SamplingKeyColumn", samplingKeyColumn);
        switch (column.Type)
        {
            case KeyDataViewType:
                _env.Register("SamplingKeyColumn");
                return Sampler.KeyFraction(column);
            case NumberDataViewType number when number.RawType == typeof(float) || number.RawType == typeof(double):
                return Sampler.Scaled(data, column);
            default:
                return Sampler.Hashes(column, (uint)(seed ?? hashSeed));
        }
    }

    private TrainTestData Split(IDataView data, Sampler sampler, double low, double high)
    {
        IDataView train = Filter(data, sampler, v => v < low || v >= high);
        _env.Register("ColumnSelectingTransformer");
        IDataView test = Filter(data, sampler, v => low <= v && v < high);
        _env.Register("ColumnSelectingTransformer");
        return new TrainTestData(train, test);
    }
}
