using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Muon.MLNet.AutoML;

namespace Muon.MLNet;

/// <summary>Adds Muon's trainers to <c>mlContext.Auto()</c>, for sweeps.</summary>
/// <example>
/// <code>
/// SweepablePipeline pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
///     .Append(mlContext.Auto().MuonImageClassification());
/// TrialResult best = await mlContext.Auto().CreateExperiment()
///     .SetPipeline(pipeline)
///     .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
///     .SetDataset(train, validation)
///     .SetTrainingTimeInSeconds(600)
///     .SetMuonTrialRunner()
///     .RunAsync();
/// </code>
/// </example>
public static class MuonAutoCatalog
{
    /// <summary>Creates a sweepable <see cref="MuonImageClassificationTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key. The default value is <c>Label</c>.</param>
    /// <param name="imageColumnName">The name of the picture column. The default value is <c>Image</c>.</param>
    /// <param name="searchSpace">What is swept. The default value is <see langword="null"/>: all of <see cref="MuonImageSearchSpace"/>.</param>
    /// <returns>A step of a pipeline: append it to other estimators, alone or beside alternatives.</returns>
    public static SweepableEstimator MuonImageClassification(
        this AutoCatalog catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        SearchSpace<MuonImageSearchSpace>? searchSpace = null) =>
        catalog.MuonImageClassification(new MuonImageClassificationTrainer.Options { LabelColumnName = labelColumnName, ImageColumnName = imageColumnName }, searchSpace);

    /// <summary>Creates a sweepable <see cref="MuonImageClassificationTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Everything that is not swept: members of the space that are removed from it too. A network that is chosen here is not swept either.</param>
    /// <param name="searchSpace">What is swept. The default value is <see langword="null"/>: all of <see cref="MuonImageSearchSpace"/>.</param>
    /// <returns>A step of a pipeline: append it to other estimators, alone or beside alternatives.</returns>
    /// <exception cref="ArgumentException"><see cref="MuonTrainerOptions.Muon"/> is set.</exception>
    public static SweepableEstimator MuonImageClassification(
        this AutoCatalog catalog,
        MuonImageClassificationTrainer.Options options,
        SearchSpace<MuonImageSearchSpace>? searchSpace = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        var basis = SweptOptions.CopyOf(options);
        SearchSpace<MuonImageSearchSpace> space = searchSpace ?? new SearchSpace<MuonImageSearchSpace>();
        return catalog.CreateSweepableEstimator(
            (context, parameters) => context.MulticlassClassification.Trainers.MuonImageClassification(parameters.ToOptions(basis, space.Keys)),
            space);
    }

    /// <summary>Creates a sweepable <see cref="MuonTextClassificationTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key. The default value is <c>Label</c>.</param>
    /// <param name="sentenceColumnName">The name of the text column. The default value is <c>Sentence</c>.</param>
    /// <param name="sentence2ColumnName">The name of a second text column, for pairs. The default value is <see langword="null"/>: there is none.</param>
    /// <param name="searchSpace">What is swept. The default value is <see langword="null"/>: all of <see cref="MuonTextSearchSpace"/>.</param>
    /// <returns>A step of a pipeline: append it to other estimators, alone or beside alternatives.</returns>
    public static SweepableEstimator MuonTextClassification(
        this AutoCatalog catalog,
        string labelColumnName = "Label",
        string sentenceColumnName = "Sentence",
        string? sentence2ColumnName = null,
        SearchSpace<MuonTextSearchSpace>? searchSpace = null) =>
        catalog.MuonTextClassification(
            new MuonTextClassificationTrainer.Options { LabelColumnName = labelColumnName, SentenceColumnName = sentenceColumnName, Sentence2ColumnName = sentence2ColumnName },
            searchSpace);

    /// <summary>Creates a sweepable <see cref="MuonTextClassificationTrainer"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Everything that is not swept: members of the space that are removed from it too.</param>
    /// <param name="searchSpace">What is swept. The default value is <see langword="null"/>: all of <see cref="MuonTextSearchSpace"/>.</param>
    /// <returns>A step of a pipeline: append it to other estimators, alone or beside alternatives.</returns>
    /// <exception cref="ArgumentException"><see cref="MuonTrainerOptions.Muon"/> is set.</exception>
    public static SweepableEstimator MuonTextClassification(
        this AutoCatalog catalog,
        MuonTextClassificationTrainer.Options options,
        SearchSpace<MuonTextSearchSpace>? searchSpace = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        var basis = SweptOptions.CopyOf(options);
        SearchSpace<MuonTextSearchSpace> space = searchSpace ?? new SearchSpace<MuonTextSearchSpace>();
        return catalog.CreateSweepableEstimator(
            (context, parameters) => context.MulticlassClassification.Trainers.MuonTextClassification(parameters.ToOptions(basis, space.Keys)),
            space);
    }
}
