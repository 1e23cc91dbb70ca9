using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>A classifier of pictures, (batch, channels, height, width) of raw pixels.</summary>
internal abstract class ImageNetwork(string name) : ClassifierNetwork(name)
{
    /// <summary>Gets the layer that centres and scales the pixels; set from the training pictures.</summary>
    public abstract PixelNormalization Normalization { get; }

    /// <summary>Gets or sets the type in which convolutions and matrix products are computed; parameters stay float32.</summary>
    public ScalarType ComputeType { get; set; } = ScalarType.Float32;
}
