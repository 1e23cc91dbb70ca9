using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Darker or lighter: nearer to black, or farther from it.</summary>
internal sealed class Brightness : IPictureOperation
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range) =>
        Blend.From(pictures, range.Low, strengths, range);
}
