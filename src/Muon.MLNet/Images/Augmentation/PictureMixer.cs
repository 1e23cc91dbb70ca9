using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>Mixes each picture of a batch, and its target, with another one: by mixup or by CutMix, one of both for the whole batch.</summary>
internal sealed class PictureMixer(ImageAugmentation options, PictureSize size, int classes)
{
    /// <summary>Changes the pictures in place.</summary>
    /// <param name="pictures">(batch, height, width, channels), contiguous.</param>
    /// <param name="targets">The class of each picture.</param>
    /// <param name="dice">The dice of the batch.</param>
    /// <returns>The share of each class, (batch, classes).</returns>
    public Tensor Apply(Tensor pictures, ReadOnlySpan<int> targets, PictureDice dice)
    {
        bool cut = options.CutMix > 0 && (options.Mixup == 0 || dice.Happens(0.5));
        double kept = BetaDraw.Draw(dice, cut ? options.CutMix : options.Mixup);
        long[] partners = dice.Permutation(targets.Length);
        using Tensor order = tensor(partners);
        if (cut)
        {
            PictureBox box = Box(dice, 1 - kept);
            kept = 1 - (box.Area / ((double)size.Height * size.Width));
            if (box.Area > 0)
            {
                Tensor part = pictures.narrow(1, box.Top, box.Height).narrow(2, box.Left, box.Width);
                part.copy_(part.index_select(0, order));
            }
        }
        else
        {
            Tensor others = pictures.index_select(0, order).TimesInPlace(1 - kept);
            pictures.TimesInPlace(kept).add_(others);
        }

        return Shares(targets, partners, kept);
    }

    /// <summary>A box around a random centre whose sides are √area of the picture's, as far as it lies inside.</summary>
    private PictureBox Box(PictureDice dice, double area)
    {
        double side = Math.Sqrt(area);
        (int top, int height) = Side(dice.Below(size.Height), (int)(size.Height * side), size.Height);
        (int left, int width) = Side(dice.Below(size.Width), (int)(size.Width * side), size.Width);
        return new PictureBox(top, left, height, width);
    }

    private static (int Start, int Length) Side(int center, int length, int side)
    {
        int start = Math.Max(0, center - (length / 2)), end = Math.Min(side, center - (length / 2) + length);
        return (start, end - start);
    }

    private Tensor Shares(ReadOnlySpan<int> targets, long[] partners, double kept)
    {
        float[] shares = new float[targets.Length * classes];
        for (int i = 0; i < targets.Length; i++)
        {
            int partner = targets[(int)partners[i]];
            shares[(i * classes) + targets[i]] = partner == targets[i] ? 1 : (float)kept;
            if (partner != targets[i])
            {
                shares[(i * classes) + partner] = (float)(1 - kept);
            }
        }

        return tensor(shares, [targets.Length, classes]);
    }
}
