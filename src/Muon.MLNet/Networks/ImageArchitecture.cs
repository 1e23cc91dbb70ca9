namespace Muon.MLNet;

/// <summary>The network that a <see cref="MuonImageClassificationTrainer"/> trains.</summary>
public enum ImageArchitecture
{
    /// <summary>Chosen by the size and number of the training pictures.</summary>
    Auto,

    /// <summary>Four convolutions; fast, for pictures up to 64 pixels.</summary>
    SmallConvNet,

    /// <summary>A residual network of 11 convolutions, as narrow as photographs learned from scratch on a CPU ask for.</summary>
    SmallResNet,

    /// <summary>ResNet-18 (He et al., arXiv:1512.03385), with torchvision's names of parameters.</summary>
    ResNet18,

    /// <summary>ResNet-34, with torchvision's names of parameters.</summary>
    ResNet34,

    /// <summary>ResNet-50 in the form of torchvision (stride in the 3×3 convolution), with its names of parameters.</summary>
    ResNet50,

    /// <summary>ViT-Tiny, patches of 16 pixels (Dosovitskiy et al., arXiv:2010.11929), with timm's names of parameters.</summary>
    VitTiny,

    /// <summary>ViT-Small, patches of 16 pixels, with timm's names of parameters.</summary>
    VitSmall,

    /// <summary>The network that <see cref="MuonImageClassificationTrainer.Options.CustomNetwork"/> builds.</summary>
    Custom,
}
