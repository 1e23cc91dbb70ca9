using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.Portable.AutoML.Tests;

/// <summary>
/// Stands in for ML.NET's LbfgsMaximumEntropy, which the portable provider has not: the first class for rows whose first feature is
/// positive.
/// </summary>
internal static class SignTrainer
{
    public sealed class Input
    {
        [VectorType(2)]
        public float[] Features { get; set; }
    }

    public sealed class Output
    {
        [KeyType(2)]
        public uint PredictedLabel { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; }
    }

    public static IEstimator<ITransformer> Create(MLContext context, bool wrong = false) =>
        context.Transforms.CustomMapping<Input, Output>((input, output) => Map(input, output, wrong), contractName: null);

    private static void Map(Input input, Output output, bool wrong)
    {
        bool first = input.Features[0] > 0 != wrong;
        output.PredictedLabel = first ? 0u : 1;
        output.Score = first ? [0.9f, 0.1f] : [0.1f, 0.9f];
    }
}
