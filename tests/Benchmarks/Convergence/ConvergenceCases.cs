using Microsoft.ML;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>The cases, smallest first.</summary>
internal static class ConvergenceCases
{
    private const int SubsetSeed = 17;

    public static ConvergenceCase[] All { get; } =
    [
        new("optdigits", "optdigits, 8×8 grey, SmallConvNet", Optdigits, CaseTrainer.Images(options => options.Augmentation = ImageAugmentation.None))
        {
            Epochs = 10,
            BatchSize = 64,
            Target = 0.985,
            ChoosesSoonest = true,
            MuonRates = [0.00625, 0.0125, 0.025, 0.05],
            AdamWRates = [0.001, 0.002, 0.004, 0.008],
        },
        new("mnist", "MNIST, 3,000 of 60,000 pictures, 28×28 grey, SmallConvNet", Mnist, CaseTrainer.Images(options => options.Augmentation = ImageAugmentation.None))
        {
            Epochs = 6,
            BatchSize = 64,
            Target = 0.97,
            ChoosesSoonest = true,
            MuonRates = [0.00625, 0.0125, 0.025, 0.05],
            AdamWRates = [0.001, 0.002, 0.004, 0.008],
        },
        new("trashnet", "TrashNet, photographs at 96×96, SmallResNet, random crops and mirror images", TrashNet, CaseTrainer.Images(TrashNetOptions))
        {
            Epochs = 20,
            BatchSize = 64,
            Target = 0.8,
            ChoosesSoonest = false,
            TuningSeeds = [101],
            MuonRates = [0.02, 0.04, 0.08],
            AdamWRates = [0.001, 0.002, 0.004],
        },
        new("clinc150", "CLINC150, 150 intents, transformer encoder from scratch", Clinc, CaseTrainer.Texts(options => options.Architecture = TextArchitecture.Encoder))
        {
            Epochs = 8,
            BatchSize = 64,
            Target = 0.85,
            ChoosesSoonest = true,
            TuningSeeds = [101],
            MuonRates = [0.005, 0.01, 0.02, 0.04],
            AdamWRates = [0.0005, 0.001, 0.002, 0.004],
        },
    ];

    private static void TrashNetOptions(MuonImageClassificationTrainer.Options options)
    {
        options.ImageColumnName = nameof(Photo.ImagePath);
        options.Architecture = ImageArchitecture.SmallResNet;
        (options.ImageHeight, options.ImageWidth) = (96, 96);
        ImageAugmentation augmentation = ImageAugmentation.Photos;
        augmentation.VerticalFlip = true;
        options.Augmentation = augmentation;
        options.LabelSmoothing = 0.1;
        options.Precision = TrainingPrecision.Automatic;
    }

    private static ConvergenceData Clinc(MLContext context, bool quick)
    {
        (LabelledText[] train, LabelledText[] validation, LabelledText[] test) = TextSets.Clinc();
        ITransformer keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(context.Data.LoadFromEnumerable(train));
        LabelledView View(LabelledText[] rows, int few) =>
            (quick ? StratifiedSplit.Take(rows, few, SubsetSeed) : rows) is var part ? new(keys.Transform(context.Data.LoadFromEnumerable(part)), part.Length) : default!;
        LabelledView all = View(train, 1_500);
        return new ConvergenceData(all, View(validation, 300), all, View(test, 450), train.Select(row => row.Label).Distinct(StringComparer.Ordinal).Count());
    }

    private static ConvergenceData TrashNet(MLContext context, bool quick)
    {
        (Photo[] train, Photo[] test) = StratifiedSplit.Run(DataSets.Photos("trashnet"), 0.2, seed: 1);
        return ConvergenceData.Of(
            context,
            quick ? StratifiedSplit.Take(train, 300, SubsetSeed) : train,
            quick ? StratifiedSplit.Take(test, 100, SubsetSeed) : test,
            validationShare: 0.2,
            rows => context.Data.LoadFromEnumerable(rows));
    }

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
