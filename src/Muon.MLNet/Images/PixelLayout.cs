namespace Muon.MLNet;

/// <summary>The order of the values in a vector column that holds a picture.</summary>
public enum PixelLayout
{
    /// <summary>One colour plane after the other: (channels, height, width), as <c>ExtractPixels</c> gives by default.</summary>
    Planar,

    /// <summary>The colours of each pixel together: (height, width, channels), as <c>ExtractPixels(interleavePixelColors: true)</c> gives.</summary>
    Interleaved,
}
