using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>The lightest values are inverted: only the lightest one at strength 0, all at 1.</summary>
internal sealed class Solarize : IPictureOperation
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range)
    {
        Tensor threshold = range.High.sub(range.Span().mul(PerPicture.Column(strengths, strength => Math.Abs(strength))));
        Tensor inverted = range.Low.add(range.High).sub(pictures);
        return where(pictures >= threshold, inverted, pictures);
    }
}
