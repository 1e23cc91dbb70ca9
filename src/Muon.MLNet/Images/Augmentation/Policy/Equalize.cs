using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation.Policy;

/// <summary>
/// Each channel is mapped so that its 256 levels are used about equally, whatever the strength: a value goes to the share of pixels
/// that are at most as light. A channel of one level stays as it is.
/// </summary>
internal sealed class Equalize : IPictureOperation
{
    private const int Levels = 256;

    /// <inheritdoc/>
    public Tensor Apply(Tensor pictures, float[] strengths, PixelRange range)
    {
        long planes = pictures.shape[0] * pictures.shape[1], pixels = pictures.shape[2] * pictures.shape[3];
        Tensor span = range.Span();
        Tensor level = pictures.sub(range.Low).div_(span).TimesInPlace(Levels - 1).PlusInPlace(0.5).floor_().to(ScalarType.Int64);
        Tensor first = tensor(Offsets(planes)).reshape(planes, 1);
        Tensor bin = level.reshape(planes, pixels).add(first).reshape(-1); // (planes·pixels)

        // Whole numbers: no order of summation changes them.
        Tensor upTo = bin.bincount(null!, planes * Levels).reshape(planes, Levels).cumsum(1).to(ScalarType.Float32);
        Tensor all = upTo.narrow(1, Levels - 1, 1); // (planes, 1)
        Tensor lowest = where(upTo > upTo.Times(0), upTo, all).amin([1], keepdim: true); // pixels of the lowest level, (planes, 1)
        Tensor rest = all.sub(lowest);
        Tensor share = upTo.sub(lowest).div_(rest.clone().AtLeastInPlace(1)); // (planes, levels)

        Tensor equalized = share.reshape(-1).index_select(0, bin).reshape(pictures.shape).mul_(span).add_(range.Low);
        Tensor several = rest.reshape(pictures.shape[0], pictures.shape[1], 1, 1) > range.Low.Times(0);
        return where(several, range.Clamp(equalized), pictures);
    }

    private static long[] Offsets(long planes)
    {
        long[] offsets = new long[planes];
        for (int plane = 0; plane < offsets.Length; plane++)
        {
            offsets[plane] = (long)plane * Levels;
        }

        return offsets;
    }
}
