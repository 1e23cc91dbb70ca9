namespace Muon.MLNet.Networks;

/// <summary>A classifier of pictures, (batch, channels, height, width) of raw pixels.</summary>
internal abstract class ImageNetwork(string name) : ClassifierNetwork(name)
{
    /// <summary>Gets the layer that centres and scales the pixels; set from the training pictures.</summary>
    public abstract PixelNormalization Normalization { get; }

    /// <summary>Gets the statistics that publicly available weights of this architecture were trained with, for pixels from 0 to 255.</summary>
    /// <value>Null where there are no such weights.</value>
    public virtual PixelStatistics? PublishedStatistics => null;
}
