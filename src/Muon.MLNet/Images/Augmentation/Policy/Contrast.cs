using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Nearer to the picture's mean grey, or farther from it.</summary>
internal sealed class Contrast : IPictureOperation
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range) =>
        Blend.From(pictures, Grey.Mean(Grey.Of(pictures)), strengths, range);
}
