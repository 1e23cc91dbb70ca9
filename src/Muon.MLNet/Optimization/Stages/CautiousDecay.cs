using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>
/// W ← W − lr·decay·W, only for entries where update·W ≥ 0: the decay never fights the update (cautious weight decay,
/// arXiv 2510.12402).
/// </summary>
internal static class CautiousDecay
{
    /// <param name="weight">W before the update; changed.</param>
    /// <param name="update">What is going to be subtracted, up to a positive factor; the shape of W.</param>
    /// <param name="work">Memory of the same shape; overwritten.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="decay">The decay.</param>
    public static void Apply(Tensor weight, Tensor update, Tensor work, double learningRate, double decay)
    {
        if (decay != 0 && learningRate != 0)
        {
            work.copy_(update).mul_(weight).MarkAtLeastInPlace(0).mul_(weight);
            weight.PlusInPlace(-(learningRate * decay), work);
        }
    }
}
