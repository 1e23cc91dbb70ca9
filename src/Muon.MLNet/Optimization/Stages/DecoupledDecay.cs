using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>W ← W − lr·decay·W, before the update and apart from it.</summary>
internal static class DecoupledDecay
{
    public static void Apply(Tensor weight, double learningRate, double decay)
    {
        if (decay != 0 && learningRate != 0)
        {
            weight.TimesInPlace(1 - (learningRate * decay));
        }
    }
}
