namespace Muon.MLNet;

/// <content>All changes together made weaker or stronger.</content>
public sealed partial class ImageAugmentation
{
    private const double LeastCrop = 0.05;
    private const double HalfTurn = 180;

    /// <summary>The same changes, each multiplied and kept within its range; at 0 none is left, not even mirror images.</summary>
    /// <param name="strength">1 leaves all as it is.</param>
    internal ImageAugmentation Scaled(double strength) => strength switch
    {
        1 => this,
        0 => None,
        _ => new ImageAugmentation
        {
            CropArea = Math.Clamp(1 - ((1 - CropArea) * strength), LeastCrop, 1),
            HorizontalFlip = HorizontalFlip,
            VerticalFlip = VerticalFlip,
            Translation = Math.Min(Translation * strength, 1),
            Rotation = Math.Min(Rotation * strength, HalfTurn),
            Zoom = Math.Min(Zoom * strength, 1),
            ColorJitter = Math.Min(ColorJitter * strength, 1),
            PolicyOperations = PolicyOperations,
            PolicyMagnitude = Math.Min(PolicyMagnitude * strength, 1),
            Mixup = Mixup * strength,
            CutMix = CutMix * strength,
            RandomErasing = Math.Min(RandomErasing * strength, 1),
        },
    };
}
