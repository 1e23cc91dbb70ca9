using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Each channel is stretched to the whole range, whatever the strength. A channel of one value stays as it is.</summary>
internal sealed class AutoContrast : IPictureOperation
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range)
    {
        Tensor least = pictures.amin([2, 3], keepdim: true), most = pictures.amax([2, 3], keepdim: true); // (n, channels, 1, 1)
        Tensor factor = range.Span().div(new PixelRange(least, most).Span());
        Tensor stretched = pictures.sub(least).mul_(factor).add_(range.Low);
        return where(most > least, range.Clamp(stretched), pictures);
    }
}
