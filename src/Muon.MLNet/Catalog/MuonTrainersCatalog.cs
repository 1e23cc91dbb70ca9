using Microsoft.ML;
using Muon.MLNet.Catalog;

namespace Muon.MLNet;

/// <summary>Adds Muon's trainers to <c>mlContext.MulticlassClassification.Trainers</c>.</summary>
public static class MuonTrainersCatalog
{
    /// <summary>Creates a <see cref="MuonImageClassificationTrainer"/>, which trains a convolutional network on pictures.</summary>
    /// <param name="catalog">The trainers of the multiclass catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key. The default value is <c>Label</c>.</param>
    /// <param name="imageColumnName">The name of the picture column, a vector of <see cref="float"/> or images. The default value is <c>Image</c>.</param>
    /// <param name="muon">The settings of the optimizer. The default value is <see langword="null"/>: those that measured best for the built-in network.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static MuonImageClassificationTrainer MuonImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        MuonOptions? muon = null) =>
        catalog.MuonImageClassification(new MuonImageClassificationTrainer.Options { LabelColumnName = labelColumnName, ImageColumnName = imageColumnName, Muon = muon });

    /// <summary>Creates a <see cref="MuonImageClassificationTrainer"/>, which trains a convolutional network on pictures.</summary>
    /// <param name="catalog">The trainers of the multiclass catalog.</param>
    /// <param name="options">All options.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static MuonImageClassificationTrainer MuonImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MuonImageClassificationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new MuonImageClassificationTrainer(EnvironmentAccess.Of(catalog), options);
    }

    /// <summary>
    /// Creates a <see cref="MuonImageClassificationTrainer"/> with the context given, where that shall not be found by
    /// reflection from the catalog.
    /// </summary>
    /// <param name="catalog">The trainers of the multiclass catalog.</param>
    /// <param name="context">The context whose seed, log and GPU settings are used.</param>
    /// <param name="options">All options.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static MuonImageClassificationTrainer MuonImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext context,
        MuonImageClassificationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return new MuonImageClassificationTrainer(new EnvironmentAccess(context), options);
    }

    /// <summary>Creates a <see cref="MuonTextClassificationTrainer"/>, which trains a network on texts.</summary>
    /// <param name="catalog">The trainers of the multiclass catalog.</param>
    /// <param name="labelColumnName">The name of the label column, a key. The default value is <c>Label</c>.</param>
    /// <param name="sentenceColumnName">The name of the text column. The default value is <c>Sentence</c>.</param>
    /// <param name="sentence2ColumnName">The name of a second text column, for pairs. The default value is <see langword="null"/>: there is none.</param>
    /// <param name="muon">The settings of the optimizer. The default value is <see langword="null"/>: those that measured best for the built-in network.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static MuonTextClassificationTrainer MuonTextClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string sentenceColumnName = "Sentence",
        string? sentence2ColumnName = null,
        MuonOptions? muon = null) =>
        catalog.MuonTextClassification(new MuonTextClassificationTrainer.Options
        {
            LabelColumnName = labelColumnName,
            SentenceColumnName = sentenceColumnName,
            Sentence2ColumnName = sentence2ColumnName,
            Muon = muon,
        });

    /// <summary>Creates a <see cref="MuonTextClassificationTrainer"/>, which trains a network on texts.</summary>
    /// <param name="catalog">The trainers of the multiclass catalog.</param>
    /// <param name="options">All options.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static MuonTextClassificationTrainer MuonTextClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MuonTextClassificationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new MuonTextClassificationTrainer(EnvironmentAccess.Of(catalog), options);
    }

    /// <summary>
    /// Creates a <see cref="MuonTextClassificationTrainer"/> with the context given, where that shall not be found by
    /// reflection from the catalog.
    /// </summary>
    /// <param name="catalog">The trainers of the multiclass catalog.</param>
    /// <param name="context">The context whose seed, log and GPU settings are used.</param>
    /// <param name="options">All options.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static MuonTextClassificationTrainer MuonTextClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MLContext context,
        MuonTextClassificationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return new MuonTextClassificationTrainer(new EnvironmentAccess(context), options);
    }
}
