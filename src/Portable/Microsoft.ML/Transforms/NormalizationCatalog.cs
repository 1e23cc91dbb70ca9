using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class NormalizationCatalog
{
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        long maximumExampleCount = 1000000000,
        bool fixZero = true) =>
        catalog.Hosted(1, new NormalizingEstimator([ColumnPairs.Of(outputColumnName, inputColumnName)], new(maximumExampleCount, fixZero, MinMax: true, Cdf: false)));

    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        long maximumExampleCount = 1000000000,
        bool fixZero = true,
        bool useCdf = false) =>
        catalog.Hosted(1, new NormalizingEstimator([ColumnPairs.Of(outputColumnName, inputColumnName)], new(maximumExampleCount, fixZero, MinMax: false, useCdf)));
}
