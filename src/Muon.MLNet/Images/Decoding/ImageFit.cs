namespace Muon.MLNet;

/// <summary>How a picture of another aspect ratio is brought to the size that the network reads.</summary>
public enum ImageFit
{
    /// <summary>Scaled until it covers the size, and cut at both ends of the longer side; as <c>ResizeImages</c> does by default.</summary>
    Crop,

    /// <summary>Scaled in both directions, so that the whole picture is seen, out of shape.</summary>
    Stretch,

    /// <summary>Scaled until it fits into the size; what is left of it is black.</summary>
    Pad,
}
