using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Nearer to the picture without colour, or farther from it. Nothing is changed where there is one channel.</summary>
internal sealed class Saturation : IPictureOperation
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range) =>
        Blend.From(pictures, Grey.Of(pictures), strengths, range);
}
