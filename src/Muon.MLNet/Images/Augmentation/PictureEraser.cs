using Muon.MLNet.Networks;
using static TorchSharp.torch;

namespace Muon.MLNet.Images.Augmentation;

/// <summary>Replaces a box of some pictures by noise of the mean and standard deviation of each channel (Zhong et al., arXiv:1708.04896).</summary>
internal sealed class PictureEraser(PictureSize size, PixelStatistics statistics, double probability)
{
    private const int Attempts = 10;
    private const double LeastArea = 0.02, MostArea = 1.0 / 3;
    private const double LeastAspect = 0.3, MostAspect = 3.3;

    /// <summary>Changes the pictures in place. All boxes are written at once.</summary>
    /// <param name="pictures">(batch, height, width, channels), contiguous.</param>
    /// <param name="dice">The dice of each picture.</param>
    /// <param name="bytes">Whether values are to stay from 0 to 255.</param>
    public void Apply(Tensor pictures, PictureDice[] dice, bool bytes)
    {
        List<long> places = [];
        List<float> values = [];
        for (int i = 0; i < dice.Length; i++)
        {
            if (dice[i].Happens(probability) && Draw(dice[i]) is { } box)
            {
                Fill(i, box, dice[i], bytes, places, values);
            }
        }

        if (places.Count > 0)
        {
            pictures.view(-1).index_put_(tensor([.. values]), tensor([.. places]));
        }
    }

    /// <summary>A box of random area and aspect ratio, smaller than the picture in both directions; none where ten draws do not fit.</summary>
    public PictureBox? Draw(PictureDice dice)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double area = dice.Between(LeastArea, MostArea) * size.Height * size.Width;
            double aspect = dice.RatioBetween(LeastAspect, MostAspect);
            int height = (int)Math.Round(Math.Sqrt(area * aspect)), width = (int)Math.Round(Math.Sqrt(area / aspect));
            if (height > 0 && width > 0 && height < size.Height && width < size.Width)
            {
                return new PictureBox(dice.Below(size.Height - height + 1), dice.Below(size.Width - width + 1), height, width);
            }
        }

        return null;
    }

    private void Fill(int picture, PictureBox box, PictureDice dice, bool bytes, List<long> places, List<float> values)
    {
        int channels = statistics.Mean.Length;
        for (int y = box.Top; y < box.Top + box.Height; y++)
        {
            long first = ((((long)picture * size.Height) + y) * size.Width) + box.Left;
            for (long place = first * channels; place < (first + box.Width) * channels; place++)
            {
                int channel = (int)(place % channels);
                double value = statistics.Mean[channel] + (dice.Normal() / statistics.Scale[channel]);
                places.Add(place);
                values.Add((float)(bytes ? Math.Clamp(value, 0, PixelRange.MostByte) : value));
            }
        }
    }
}
