using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.MLNet.Networks;
using Muon.MLNet.Prediction;
using Muon.MLNet.Training.Continuation;

namespace Muon.MLNet.Images;

/// <summary>The image model from which training goes on: what pictures are to it is not decided anew.</summary>
/// <param name="classifier">The model.</param>
internal sealed class PreviousImages(ImageClassifier classifier)
{
    private static readonly MuonImageClassificationTrainer.Options Default = new();

    public ImageClassifier Classifier => classifier;

    /// <summary>Gets mean and 1 / standard deviation of the pixels that the model was first trained on.</summary>
    public PixelStatistics Statistics { get; } = classifier.Network.Normalization.Get();

    /// <summary>The options with the model's values where they leave it the choice.</summary>
    /// <exception cref="ArgumentException">They contradict the model.</exception>
    public MuonImageClassificationTrainer.Options Complete(MuonImageClassificationTrainer.Options options)
    {
        ImageModelConfiguration model = classifier.Configuration;
        ImageNetworkConfiguration network = model.Network;
        ModelAgreement agreement = new ModelAgreement()
            .Option(nameof(options.Architecture), options.Architecture, Default.Architecture, network.Architecture)
            .Option(nameof(options.ImageHeight), options.ImageHeight, null, network.Height)
            .Option(nameof(options.ImageWidth), options.ImageWidth, null, network.Width);
        _ = model.InputKind() is ImageInputKind.Vector
            ? agreement.Option(nameof(options.PixelLayout), options.PixelLayout, Default.PixelLayout, model.PixelLayout)
            : agreement.Option(nameof(options.Fit), options.Fit, Default.Fit, model.Fit);
        agreement.Require();

        MuonImageClassificationTrainer.Options complete = options.Copy();
        complete.Architecture = network.Architecture;
        (complete.ImageHeight, complete.ImageWidth) = (network.Height, network.Width);
        (complete.PixelLayout, complete.Fit) = (model.PixelLayout, model.Fit);
        complete.CustomNetworkName = options.CustomNetworkName ?? network.CustomName;
        complete.PretrainedWeights = null;
        return complete;
    }

    /// <summary>Checks that a column holds pictures as the model reads them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public void RequireColumn(DataViewSchema.Column column, ImageInputKind kind)
    {
        ImageNetworkConfiguration network = classifier.Configuration.Network;
        bool readsVectors = classifier.Configuration.InputKind() is ImageInputKind.Vector;
        if (readsVectors != (kind is ImageInputKind.Vector))
        {
            throw SchemaErrors.Mismatch("image", column.Name, $"{(readsVectors ? "vectors of Single" : "paths, bytes or images")}, as the previous model reads", column.Type.ToString()!);
        }

        if (readsVectors && column.Type is VectorDataViewType { Size: var size } && size != network.PixelCount)
        {
            throw SchemaErrors.Mismatch("image", column.Name, $"vectors of {new ImageShape(network.Channels, network.Height, network.Width)} values, as the previous model reads", column.Type.ToString()!);
        }
    }
}
