using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Images;

namespace Muon.MLNet;

/// <summary>
/// A trained image classifier. Adds PredictedLabel (key) and Score (probabilities) to a view; rows are scored in batches.
/// It may be used from several threads at once.
/// </summary>
/// <inheritdoc/>
public sealed class MuonImageClassificationTransformer : MuonClassificationTransformer<MuonImageClassificationTransformer>
{
    private readonly ImageClassifier _classifier;

    internal MuonImageClassificationTransformer(ImageClassifier classifier, RoutingReport? routing)
        : base(classifier, routing) => _classifier = classifier;

    /// <inheritdoc/>
    public override MuonImageClassificationTransformer Model => this;

    /// <summary>
    /// Gives the same classifier for pictures that are in memory as the bytes of their files, such as a web server receives, where this one
    /// was trained on files or images.
    /// </summary>
    /// <param name="imageColumnName">The column of the bytes, a vector of <see cref="byte"/>.</param>
    /// <returns>A transformer that shares the network: it is freed with the first of the two that is disposed of.</returns>
    /// <exception cref="NotSupportedException">The model was trained on vectors of numbers: what a picture would have to become is not known.</exception>
    public MuonImageClassificationTransformer ReadEncoded(string imageColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(imageColumnName);
        return _classifier.Configuration.InputKind() is ImageInputKind.Vector
            ? throw new NotSupportedException($"The model reads vectors of numbers from column '{FeatureColumnName}', and does not know how they were made of pictures. Train on files, bytes or images to classify encoded pictures.")
            : new MuonImageClassificationTransformer(_classifier.ReadEncoded(imageColumnName), Routing);
    }

    /// <summary>
    /// Shows which parts of a picture speak for a class: a heat map over the picture (Grad-CAM, Selvaraju et al., arXiv:1610.02391).
    /// </summary>
    /// <param name="image">The picture, of any size.</param>
    /// <param name="className">The class, one of <see cref="MuonClassificationTransformer{TModel}.ClassNames"/>. The default value is <see langword="null"/>: the predicted one.</param>
    /// <returns>A new image of the network's size: the picture under colours from dark violet (nothing) to yellow (most).</returns>
    /// <exception cref="NotSupportedException">The network is no convolutional one, or reads vectors.</exception>
    /// <exception cref="ArgumentException"><paramref name="className"/> is no class of the model.</exception>
    public MLImage Explain(MLImage image, string? className = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return ImageExplanation.Create(_classifier, PictureSource.Pixels(RgbPicture.From(image), image.Tag), className);
    }

    /// <inheritdoc cref="Explain(MLImage, string?)"/>
    /// <param name="imagePath">The path of a picture file.</param>
    /// <param name="className">The class, one of <see cref="MuonClassificationTransformer{TModel}.ClassNames"/>. The default value is <see langword="null"/>: the predicted one.</param>
    /// <exception cref="InvalidOperationException">The picture cannot be read.</exception>
    public MLImage Explain(string imagePath, string? className = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        return ImageExplanation.Create(_classifier, PictureSource.File(imagePath), className);
    }
}
