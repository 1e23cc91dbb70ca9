using static TorchSharp.torch;

namespace Muon.MLNet;

/// <summary>g ← g / loss scale.</summary>
internal static class GradientUnscaling
{
    public static void Apply(Tensor?[] gradients, double lossScale)
    {
        if (lossScale == 1)
        {
            return;
        }

        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = gradients[i]?.Over(lossScale);
        }
    }
}
