namespace Muon.MLNet;

/// <summary>The network that a <see cref="MuonImageClassificationTrainer"/> trains.</summary>
public enum ImageArchitecture
{
    /// <summary>
    /// Chosen by the size and the number of the pictures: <see cref="SmallConvNet"/> where both sides are at most 64 pixels, or one is
    /// below 16, or there are fewer than 1,000 rows with a label; else <see cref="SmallResNet"/>.
    /// </summary>
    Auto,

    /// <summary>Four convolutions; fast, for pictures up to 64 pixels. Works from 1×1 pixels.</summary>
    SmallConvNet,

    /// <summary>
    /// A residual network of 18 convolutions on the main path, as narrow as photographs learned from scratch on a CPU ask for.
    /// Works from 16×16 pixels.
    /// </summary>
    SmallResNet,

    /// <summary>
    /// ResNet-18 (He et al., arXiv:1512.03385), with torchvision's names of parameters. Works from 8×8 pixels; where a side is below 64, the
    /// first convolution keeps the size and there is no pooling after it, so that enough of the picture is left for the last stage.
    /// </summary>
    ResNet18,

    /// <summary>ResNet-34, with torchvision's names of parameters; sizes as <see cref="ResNet18"/>.</summary>
    ResNet34,

    /// <summary>ResNet-50 in the form of torchvision (stride in the 3×3 convolution), with its names of parameters; sizes as <see cref="ResNet18"/>.</summary>
    ResNet50,

    /// <summary>
    /// ViT-Tiny, patches of 16 pixels (Dosovitskiy et al., arXiv:2010.11929), with timm's names of parameters. Both sides must be multiples of 16.
    /// Where both are at most 64, the patches have 4 pixels (sides: multiples of 4), and weights trained with 16 do not fit.
    /// </summary>
    VitTiny,

    /// <summary>ViT-Small, with timm's names of parameters; patches and sizes as <see cref="VitTiny"/>.</summary>
    VitSmall,

    /// <summary>The network that <see cref="MuonImageClassificationTrainer.Options.CustomNetwork"/> builds.</summary>
    Custom,
}
