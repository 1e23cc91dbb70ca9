using Muon.MLNet.Networks;

namespace Muon.MLNet.Images;

/// <summary>What the options leave open, decided from the pictures.</summary>
/// <param name="Network">The network and the size that it reads.</param>
/// <param name="Augmentation">The random changes of the training pictures.</param>
/// <param name="StoredHeight">The rows of a training picture before it is changed; more than the network reads where crops are drawn.</param>
/// <param name="StoredWidth">The columns.</param>
internal sealed record ImagePlan(ImageNetworkConfiguration Network, ImageAugmentation Augmentation, int StoredHeight, int StoredWidth)
{
    /// <summary>A third more than the network reads: a crop of the usual size is then hardly scaled.</summary>
    private const double StoredRatio = 4.0 / 3;

    public static ImagePlan Create(MuonImageClassificationTrainer.Options options, ImageInputKind kind, ImageShape shape, int classes, long pictures)
    {
        ImageArchitecture architecture = ImageNetworkFactory.Choose(options.Architecture, shape.Height, shape.Width, pictures);
        bool isPhoto = shape.Channels == RgbPicture.Channels && Math.Max(shape.Height, shape.Width) > ImageNetworkFactory.LargestSmallSide;
        ImageAugmentation augmentation = (options.Augmentation ?? (isPhoto ? ImageAugmentation.Photos : ImageAugmentation.Digits)).Scaled(options.AugmentationStrength);
        double ratio = kind != ImageInputKind.Vector && augmentation.CropArea < 1 ? StoredRatio : 1;
        return new ImagePlan(
            new ImageNetworkConfiguration(shape.Channels, shape.Height, shape.Width, classes, architecture, options.CustomNetworkName),
            augmentation,
            (int)Math.Ceiling(shape.Height * ratio),
            (int)Math.Ceiling(shape.Width * ratio));
    }
}
