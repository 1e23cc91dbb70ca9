using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>Fewer levels per channel: 256 at strength 0, down to 16; each value becomes the least one of its level.</summary>
internal sealed class Posterize : IPictureOperation
{
    private const int MostBits = 8, BitsLost = 4;

    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range)
    {
        Tensor span = range.Span();
        Tensor levels = PerPicture.Column(strengths, strength => Math.ScaleB(1, MostBits - (int)Math.Round(BitsLost * Math.Abs(strength))));
        Tensor level = pictures.sub(range.Low).div_(span).mul_(levels).floor_().minimum(levels.PlusInPlace(-1)); // from 0
        return level.div_(levels.PlusInPlace(1)).mul_(span).add_(range.Low);
    }
}
