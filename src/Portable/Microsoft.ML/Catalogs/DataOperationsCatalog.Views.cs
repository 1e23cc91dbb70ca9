using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public IDataView TakeRows(IDataView input, long count)
    {
        CheckCount(input, count);
        return new SkipTakeView(input, 0, count);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        CheckCount(input, count);
        return new SkipTakeView(input, count, long.MaxValue);
    }

    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        Contracts.NotNull(input);
        Contracts.CheckParam(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        var rand = (TauswortheRandom)_env.Register("RowShufflingTransformer").Rand;
        return new ShuffledView(input, seed ?? rand.NextSigned(), shufflePoolSize, shuffleSource);
    }

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        Contracts.NotNull(input);
        DataViewSchema.Column[] prefetch = Array.ConvertAll(
            columnsToPrefetch ?? [],
            name => input.Schema.GetColumnOrNull(name) ?? throw Contracts.NoColumn(nameof(columnsToPrefetch), "prefetch", name));
        _env.Register("CacheDataView");
        return new CacheView(input, prefetch);
    }

    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        Contracts.NotNull(input);
        DataViewSchema.Column column = input.Schema[Contracts.NotEmpty(columnName)];
        Contracts.CheckParam(lowerBound < upperBound, nameof(upperBound), "Must be less than lowerBound");
        if (column.Type is not NumberDataViewType)
        {
            throw Contracts.WrongColumn(nameof(columnName), "filter", columnName, "number", column.Type.ToString());
        }

        Contracts.CheckParam(column.Type.RawType == typeof(float) || column.Type.RawType == typeof(double), "Column", $"Column '{columnName}' does not have compatible type");
        return Filter(input, Sampler.Values(column), v => lowerBound <= v && v < upperBound);
    }

    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        Contracts.NotNull(input);
        DataViewSchema.Column column = input.Schema[Contracts.NotEmpty(columnName)];
        Contracts.CheckParam(lowerBound is >= 0 and <= 1, nameof(lowerBound), "Must be in [0, 1]");
        Contracts.CheckParam(upperBound is >= 0 and <= 1, nameof(upperBound), "Must be in [0, 1]");
        Contracts.CheckParam(lowerBound <= upperBound, nameof(upperBound), "Must be no less than lowerBound");
        if (column.Type is not KeyDataViewType)
        {
            throw Contracts.WrongColumn(nameof(columnName), "filter", columnName, "KeyType", column.Type.ToString());
        }

        return Filter(input, Sampler.KeyFraction(column), v => lowerBound <= v && v < upperBound);
    }

    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        Contracts.NotNull(input);
        Contracts.CheckParam(columns is { Length: > 0 }, nameof(columns));
        DataViewSchema.Column[] tested = Array.ConvertAll(
            columns,
            name => input.Schema.GetColumnOrNull(name) ?? throw Contracts.ParamError("Columns", $"Source column '{name}' not found"));
        foreach (DataViewSchema.Column column in tested)
        {
            Contracts.CheckParam(MissingValues.AreIn(column.Type), "Columns", $"Column '{column.Name}' has type {column.Type} which does not support missing values, so we cannot filter on them");
        }

        _env.Register("MissingValueFilter");
        return new FilteredView(input, tested, row =>
        {
            Func<bool>[] missing = Array.ConvertAll(tested, c => MissingValues.Test(row, c));
            return () => !Array.Exists(missing, m => m());
        });
    }

    private IDataView Filter(IDataView input, Sampler sampler, Func<double, bool> accept)
    {
        _env.Register("RangeFilter");
        return sampler.Where(input, accept);
    }

    private void CheckCount(IDataView input, long count)
    {
        Contracts.NotNull(input);
        Contracts.CheckParam(count > 0, nameof(count), "Must be greater than zero.");
        _env.Register("SkipTakeFilter");
    }
}
