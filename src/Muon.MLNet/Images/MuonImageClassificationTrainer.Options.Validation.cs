using Muon.MLNet.Networks;

namespace Muon.MLNet;

/// <content>Checks of the options.</content>
public sealed partial class MuonImageClassificationTrainer
{
    public sealed partial class Options
    {
        private const double MaxAugmentationStrength = 2;

        internal override void Validate()
        {
            OptionChecks.Name(ImageColumnName, nameof(ImageColumnName));
            ValidateNetwork();
            ValidatePictures();
            base.Validate();
        }

        private void ValidateNetwork()
        {
            OptionChecks.Defined(Architecture, nameof(Architecture));
            if (CustomNetwork is not null != (Architecture == ImageArchitecture.Custom))
            {
                throw new ArgumentException(
                    $"Architecture is {Architecture} and CustomNetwork is {(CustomNetwork is null ? "null" : "set")}; a network of your own needs Architecture = ImageArchitecture.Custom and CustomNetwork, any other neither.", nameof(CustomNetwork));
            }

            if (CustomNetworkName is not null && (CustomNetwork is null || string.IsNullOrWhiteSpace(CustomNetworkName)))
            {
                throw new ArgumentException($"CustomNetworkName is '{CustomNetworkName}'; it needs a CustomNetwork and must not be blank.", nameof(CustomNetworkName));
            }
        }

        private void ValidatePictures()
        {
            OptionChecks.InRange(ImageHeight ?? 1, 1, ImageNetworkConfiguration.MaxSide, nameof(ImageHeight));
            OptionChecks.InRange(ImageWidth ?? 1, 1, ImageNetworkConfiguration.MaxSide, nameof(ImageWidth));
            if (ImageHeight is null != ImageWidth is null)
            {
                throw new ArgumentException("One of ImageHeight and ImageWidth is null; set both or none.", nameof(ImageHeight));
            }

            OptionChecks.Defined(PixelLayout, nameof(PixelLayout));
            OptionChecks.Defined(Fit, nameof(Fit));
            OptionChecks.Defined(OnBadImage, nameof(OnBadImage));
            OptionChecks.AtLeastZero(CacheBytes, nameof(CacheBytes));
            Augmentation?.Validate();
            if (!(AugmentationStrength is >= 0 and <= MaxAugmentationStrength))
            {
                throw new ArgumentOutOfRangeException(nameof(AugmentationStrength), AugmentationStrength, "AugmentationStrength must be from 0 to 2.");
            }
        }
    }
}
