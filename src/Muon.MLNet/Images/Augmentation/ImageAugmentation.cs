using System.ComponentModel.DataAnnotations;

namespace Muon.MLNet;

/// <summary>
/// Random changes of the training pictures, new ones in every epoch, decided by the seed, the epoch and the picture alone.
/// Validation and prediction see the pictures as they are.
/// </summary>
public sealed partial class ImageAugmentation
{
    /// <summary>Gets pictures as they are.</summary>
    public static ImageAugmentation None => new();

    /// <summary>Gets small shifts, turns and changes of size, and no mirror images: for digits, letters and signs.</summary>
    public static ImageAugmentation Digits => new() { Translation = 0.08, Rotation = 10, Zoom = 0.1 };

    /// <summary>Gets random crops, mirror images and changes of colour: for photographs.</summary>
    public static ImageAugmentation Photos => new() { CropArea = 0.35, HorizontalFlip = true, ColorJitter = 0.3 };

    /// <summary>Gets what <see cref="Photos"/> does, and mixed pictures, erased parts and a random policy: for long training.</summary>
    public static ImageAugmentation Strong => new()
    {
        CropArea = 0.25, HorizontalFlip = true, ColorJitter = 0.3, PolicyOperations = 2, PolicyMagnitude = 0.3, Mixup = 0.2, CutMix = 1.0, RandomErasing = 0.25,
    };

    /// <summary>Gets or sets the least share of the picture's area that a random crop shows; its aspect ratio is from 3:4 to 4:3.</summary>
    /// <value>The default value is 1: no crops. Above 0, at most 1.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double CropArea { get; set; } = 1;

    /// <summary>Gets or sets whether half of the pictures are mirrored left to right.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool HorizontalFlip { get; set; }

    /// <summary>Gets or sets whether half of the pictures are turned upside down; for pictures without a top, such as those from above.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool VerticalFlip { get; set; }

    /// <summary>Gets or sets the largest shift in each direction, as a share of the side.</summary>
    /// <value>The default value is 0. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Translation { get; set; }

    /// <summary>Gets or sets the largest turn to either side, in degrees.</summary>
    /// <value>The default value is 0. From 0 to 180.</value>
    [Range(0.0, 180.0)]
    public double Rotation { get; set; }

    /// <summary>Gets or sets the largest change of size: 0.1 gives from 1/1.1 to 1.1 times the size.</summary>
    /// <value>The default value is 0. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Zoom { get; set; }

    /// <summary>Gets or sets the largest change of brightness, contrast and saturation, as a share.</summary>
    /// <value>The default value is 0. From 0 to 1. Saturation is left alone where there is one channel.</value>
    [Range(0.0, 1.0)]
    public double ColorJitter { get; set; }

    /// <summary>
    /// Gets or sets how many operations, each drawn from a list of turns, shears, shifts and changes of colour, are applied to
    /// each picture (RandAugment, Cubuk et al., arXiv:1909.13719).
    /// </summary>
    /// <value>The default value is 0. From 0 to 8.</value>
    [Range(0, 8)]
    public int PolicyOperations { get; set; }

    /// <summary>Gets or sets the strength of those operations.</summary>
    /// <value>The default value is 0.3. From 0 to 1. Ignored without <see cref="PolicyOperations"/>.</value>
    [Range(0.0, 1.0)]
    public double PolicyMagnitude { get; set; } = 0.3;

    /// <summary>Gets or sets the parameter α of mixup: pictures and targets are averaged with weights from Beta(α, α) (Zhang et al., arXiv:1710.09412).</summary>
    /// <value>The default value is 0: off. At least 0.</value>
    [Range(0.0, 100.0)]
    public double Mixup { get; set; }

    /// <summary>
    /// Gets or sets the parameter α of CutMix: a box of another picture, whose area is from Beta(α, α), replaces a part
    /// (Yun et al., arXiv:1905.04899). With <see cref="Mixup"/> too, each batch takes one of both.
    /// </summary>
    /// <value>The default value is 0: off. At least 0.</value>
    [Range(0.0, 100.0)]
    public double CutMix { get; set; }

    /// <summary>Gets or sets the probability that a box of 2 % to a third of the picture is replaced by noise (Zhong et al., arXiv:1708.04896).</summary>
    /// <value>The default value is 0. From 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double RandomErasing { get; set; }
}
