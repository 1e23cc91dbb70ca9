using Microsoft.ML;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>The cases, smallest first.</summary>
internal static class ConvergenceCases
{
    private const int SubsetSeed = 17;

    public static ConvergenceCase[] All { get; } =
    [
        new("optdigits", "optdigits, 8×8 grey, SmallConvNet", Optdigits, options => options.Augmentation = ImageAugmentation.None)
        {
            Epochs = 10,
            BatchSize = 64,
            Target = 0.97,
            MuonRates = [0.025, 0.05, 0.1],
            AdamWRates = [0.004, 0.008, 0.016],
        },
        new("mnist", "MNIST, 3,000 of 60,000 pictures, 28×28 grey, SmallConvNet", Mnist, options => options.Augmentation = ImageAugmentation.None)
        {
            Epochs = 6,
            BatchSize = 64,
            Target = 0.97,
            MuonRates = [0.025, 0.05, 0.1],
            AdamWRates = [0.004, 0.008, 0.016],
        },
    ];

    private static ConvergenceData Optdigits(MLContext context, bool quick)
    {
        (Picture[] train, Picture[] test) = DataSets.Optdigits();
        return Pictures(context, train, test, quick ? 500 : train.Length, quick ? 200 : test.Length, side: 8);
    }

    private static ConvergenceData Mnist(MLContext context, bool quick)
    {
        (Picture[] train, Picture[] test) = DataSets.Mnist();
        return Pictures(context, train, test, quick ? 300 : 3_000, quick ? 150 : 2_000, side: 28);
    }

    private static ConvergenceData Pictures(MLContext context, Picture[] train, Picture[] test, int trainCount, int testCount, int side) =>
        ConvergenceData.Of(
            context,
            StratifiedSplit.Take(train, trainCount, SubsetSeed),
            StratifiedSplit.Take(test, testCount, SubsetSeed),
            validationShare: 0.2,
            rows => PictureViews.Load(context, rows, 1, side, side));
}
