using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>A change of the colours of pictures that the random policy chooses from.</summary>
internal interface IPictureOperation
{
    /// <param name="pictures">The pictures that drew it, (n, channels, h, w), float32; not written to.</param>
    /// <param name="strengths">For each picture, from −1 to 1. Operations without two directions take the absolute value.</param>
    /// <param name="range">The range of the pixels, which the result keeps to.</param>
    /// <returns>(n, channels, h, w).</returns>
    Tensor Apply(Tensor pictures, float[] strengths, PixelRange range);
}
