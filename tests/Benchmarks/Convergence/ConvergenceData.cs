using Microsoft.ML;
using Muon.MLNet.Benchmarks.Data;

namespace Muon.MLNet.Benchmarks.Convergence;

/// <summary>What one case trains on and is judged by.</summary>
/// <param name="TuningTrain">The training part without what is held back.</param>
/// <param name="TuningValidation">The part of the training pictures that chooses learning rates; the test pictures never do.</param>
/// <param name="Train">The whole training part.</param>
/// <param name="Test">The test part.</param>
/// <param name="Classes">The number of classes.</param>
internal sealed record ConvergenceData(LabelledView TuningTrain, LabelledView TuningValidation, LabelledView Train, LabelledView Test, int Classes)
{
    private const int SplitSeed = 4;

    /// <summary>Splits the training rows and gives all labels the same keys.</summary>
    /// <param name="context">The context.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows.</param>
    /// <param name="validationShare">The share of the training rows that chooses learning rates.</param>
    /// <param name="load">Makes a view with a column <c>Image</c> and the text column <c>Label</c>.</param>
    public static ConvergenceData Of<T>(MLContext context, T[] train, T[] test, double validationShare, Func<T[], IDataView> load)
        where T : class, ILabelled
    {
        (T[] kept, T[] held) = StratifiedSplit.Run(train, validationShare, SplitSeed);
        ITransformer keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(load(train));
        LabelledView View(T[] rows) => new(keys.Transform(load(rows)), rows.Length);
        int classes = train.Select(row => row.Label).Distinct(StringComparer.Ordinal).Count();
        return new ConvergenceData(View(kept), View(held), View(train), View(test), classes);
    }
}
