using TorchSharp;
using static TorchSharp.torch;

namespace Muon.MLNet.Networks;

/// <summary>
/// y = (x − mean) · scale per channel, with mean and scale = 1 / standard deviation of the training pictures. They are
/// buffers, so that pixels from 0 to 1 and from 0 to 255 train alike and predictions need no preparation.
/// </summary>
internal sealed class PixelNormalization : nn.Module<Tensor, Tensor>
{
    private const string Mean = "mean";
    private const string Scale = "scale";

    public PixelNormalization(int channels)
        : base(nameof(PixelNormalization))
    {
        register_buffer(Mean, zeros(1, channels, 1, 1));
        register_buffer(Scale, ones(1, channels, 1, 1));
    }

    /// <summary>Sets the statistics of the training pictures, one value per channel.</summary>
    public void Set(PixelStatistics statistics)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        get_buffer(Mean)!.copy_(tensor(statistics.Mean).reshape(1, -1, 1, 1));
        get_buffer(Scale)!.copy_(tensor(statistics.Scale).reshape(1, -1, 1, 1));
    }

    /// <summary>The statistics, one value per channel.</summary>
    public PixelStatistics Get()
    {
        using DisposeScope scope = NewDisposeScope();
        return new PixelStatistics(Values(Mean), Values(Scale));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.sub(get_buffer(Mean)!).mul_(get_buffer(Scale)!);

    private float[] Values(string name) => get_buffer(name)!.cpu().flatten().data<float>().ToArray();
}
