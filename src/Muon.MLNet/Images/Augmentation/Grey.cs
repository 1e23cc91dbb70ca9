using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>Pictures without colour.</summary>
/// <remarks>
/// Here and in all that changes pictures, only operations are used that round each value once, and sums whose order does not
/// depend on the batch: a picture becomes the same, to the last bit, in any company.
/// </remarks>
internal static class Grey
{
    // ITU-R BT.601.
    private static readonly double[] RedGreenBlue = [0.299, 0.587, 0.114];

    /// <param name="pictures">(batch, channels, h, w).</param>
    /// <returns>
    /// (batch, 1, h, w): the weighted sum of red, green and blue, the mean of any other number of channels. It may be the input itself.
    /// </returns>
    public static Tensor Of(Tensor pictures)
    {
        int channels = (int)pictures.shape[1];
        if (channels == 1)
        {
            return pictures;
        }

        Tensor grey = pictures.narrow(1, 0, 1).Times(Weight(0, channels));
        for (int channel = 1; channel < channels; channel++)
        {
            grey.add_(pictures.narrow(1, channel, 1).Times(Weight(channel, channels)));
        }

        return grey;
    }

    /// <summary>The mean of each grey picture, (batch, 1, h, w) to (batch, 1, 1, 1).</summary>
    /// <remarks>Of rows, then of their means: the sum over a whole batch of one picture would be shared out among threads.</remarks>
    public static Tensor Mean(Tensor grey)
    {
        Tensor rows = grey.reshape(grey.shape[0], grey.shape[2], grey.shape[3]).contiguous().mean([2L]); // (batch, h)
        return rows.mean([1L]).reshape(-1, 1, 1, 1);
    }

    private static double Weight(int channel, int channels) => channels == RedGreenBlue.Length ? RedGreenBlue[channel] : 1.0 / channels;
}
